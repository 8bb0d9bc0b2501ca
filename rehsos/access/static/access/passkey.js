/* Passkeys: shown only where the browser knows them, and words when the device says no.
   data-passkey          a part of the page that needs a passkey; hidden until we know
   data-passkey-trouble  shown when the device refused or nobody answered in time
   data-passkey-missing  shown where the browser knows no passkeys */
(() => {
  "use strict";
  const show = (selector, on) => document.querySelectorAll(selector).forEach((it) => (it.hidden = !on));
  const known = Boolean(window.PublicKeyCredential);
  show("[data-passkey]", known);
  show("[data-passkey-missing]", !known);
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show("[data-passkey-trouble]", true);
  });
})();
