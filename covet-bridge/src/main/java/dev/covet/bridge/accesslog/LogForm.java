package dev.covet.bridge.accesslog;

/** How a line looks. */
enum LogForm {
  /** The Common Log Format. */
  COMMON,
  /** The same with Referer and User-Agent. */
  COMBINED,
  /** A JSON object. */
  JSON
}
