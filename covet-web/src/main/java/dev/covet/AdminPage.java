package dev.covet;

/** The page of the admin listener for people: what there is to ask. No script, nothing outside. */
final class AdminPage {
  static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Covet</title>
      <style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:4rem auto;padding:0 1rem}
      dt{font-family:ui-monospace,monospace}dd{margin:0 0 .7rem 1rem;color:#777}</style>
      </head>
      <body>
      <h1>Covet</h1>
      <dl>
      <dt><a href="/_covet/report">GET /_covet/report</a></dt>
      <dd>what the start-up report said</dd>
      <dt><a href="/_covet/routes">GET /_covet/routes</a></dt>
      <dd>routes, where they run, requests and times</dd>
      <dt><a href="/_covet/config">GET /_covet/config</a></dt>
      <dd>settings, and where they come from</dd>
      <dt><a href="/_covet/connections">GET /_covet/connections</a></dt>
      <dd>open connections of each event loop</dd>
      <dt><a href="/_covet/requests">GET /_covet/requests</a></dt>
      <dd>requests in flight, with the stacks of their threads</dd>
      <dt><a href="/_covet/threads">GET /_covet/threads</a></dt>
      <dd>virtual threads of each route</dd>
      <dt><a href="/_covet/log-level">GET, PUT /_covet/log-level</a></dt>
      <dd>levels of loggers; PUT takes the form fields <code>logger</code> and <code>level</code></dd>
      <dt><a href="/_covet/health">GET /_covet/health</a></dt>
      <dd>and <code>/ready</code>, <code>/live</code>, <code>/started</code> below it</dd>
      <dt>POST /_covet/reload</dt>
      <dd>reads the configuration again, as SIGHUP does</dd>
      <dt>POST /_covet/drain</dt>
      <dd>serves what is in flight and ends, as SIGTERM does</dd>
      </dl>
      </body>
      </html>
      """;

  private AdminPage() {}
}
