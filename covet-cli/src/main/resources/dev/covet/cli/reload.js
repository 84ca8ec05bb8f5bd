// Part of ./covet dev alone: reloads the page when the application behind it has been started anew.
(() => {
  const seen = document.currentScript.dataset.boot;
  const pause = () => new Promise((done) => setTimeout(done, 150));
  let asking = new AbortController();

  // A page that nobody sees holds no connection: browsers have only a few for each server.
  const visible = () =>
    new Promise((done) => {
      if (!document.hidden) done();
      else document.addEventListener('visibilitychange', done, { once: true });
    });
  document.addEventListener('visibilitychange', () => {
    asking.abort();
    asking = new AbortController();
  });

  // The server holds the answer back until there is something new.
  async function changed() {
    const answer = await fetch('/_covet/dev/state?seen=' + seen, {
      cache: 'no-store',
      signal: asking.signal,
    });
    return answer.status === 200 && (await answer.text()) !== seen;
  }

  async function watch() {
    for (;;) {
      await visible();
      try {
        if (await changed()) return location.reload();
      } catch {
        // between two servers, or hidden: the next question finds out
      }
      await pause();
    }
  }
  watch();
})();
