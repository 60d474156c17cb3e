// Choosing another site lists its columns at once; without this script a button does.
(() => {
  "use strict";
  const button = document.querySelector("[data-show-columns]");
  const site = document.getElementById("id_site");
  if (!button || !site) return;
  button.hidden = true;
  const show = () => button.click();
  site.addEventListener("change", show);
  if (window.django && window.django.jQuery) window.django.jQuery(site).on("select2:select", show);
})();
