/* Sets the colour scheme before the first paint. A file of its own, because the page forbids inline scripts. */
(function () {
  var kept = null;
  try {
    kept = window.localStorage.getItem('baton-color-scheme');
  } catch (error) {
    kept = null;
  }
  var dark =
    kept === 'dark' || (kept !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
