// Runs before the page is drawn, so that a reader's choice never flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("has-script");
  ["large", "contrast", "elder"].forEach(function (name) {
    try {
      if (localStorage.getItem("reading-" + name) === "on") root.setAttribute("data-" + name, "on");
    } catch (blocked) {
      // Storage is switched off: the choice lasts as long as the page.
    }
  });
})();
