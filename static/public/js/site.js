// Everything here is comfort: each page works without it.
(function () {
  "use strict";
  var root = document.documentElement;

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function show(element) {
    element.hidden = false;
  }

  // Reading modes ---------------------------------------------------------
  each(".reading-tools, .article-tools, .channels-button", show);
  each("[data-reading]", function (button) {
    var name = button.getAttribute("data-reading");
    button.setAttribute("aria-pressed", String(root.hasAttribute("data-" + name)));
    button.addEventListener("click", function () {
      var on = !root.hasAttribute("data-" + name);
      if (on) root.setAttribute("data-" + name, "on");
      else root.removeAttribute("data-" + name);
      button.setAttribute("aria-pressed", String(on));
      try {
        if (on) localStorage.setItem("reading-" + name, "on");
        else localStorage.removeItem("reading-" + name);
      } catch (blocked) {
        // Nothing to remember it in.
      }
    });
  });

  // Channel menu on narrow screens ----------------------------------------
  each(".channels-button", function (button) {
    var list = document.getElementById(button.getAttribute("aria-controls"));
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      list.classList.toggle("is-open", open);
    });
  });

  // Tools of an article ----------------------------------------------------
  function answer(button, name) {
    var place = button.parentNode.querySelector(".tool-answer");
    place.textContent = place.getAttribute("data-" + name);
  }

  function copyBySelection(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done;
  }

  each('[data-act="print"]', function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  each('[data-act="copy"]', function (button) {
    button.addEventListener("click", function () {
      var address = button.getAttribute("data-address");
      if (!navigator.clipboard) {
        answer(button, copyBySelection(address) ? "done" : "failed");
        return;
      }
      navigator.clipboard.writeText(address).then(
        function () { answer(button, "done"); },
        function () { answer(button, copyBySelection(address) ? "done" : "failed"); }
      );
    });
  });

  each('[data-act="share"]', function (button) {
    if (!navigator.share) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.share({
        title: button.getAttribute("data-title"),
        url: button.getAttribute("data-address"),
      }).catch(function () {
        // The reader changed their mind.
      });
    });
  });

  each('[data-act="speak"]', function (button) {
    var speech = window.speechSynthesis;
    var body = document.getElementById("article-body");
    if (!speech || !window.SpeechSynthesisUtterance || !body) return;
    button.hidden = false;

    function stop() {
      speech.cancel();
      button.setAttribute("aria-pressed", "false");
    }

    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") {
        stop();
        return;
      }
      button.setAttribute("aria-pressed", "true");
      // Browsers cut off long texts: one paragraph at a time.
      var parts = body.innerText.split(/\n+/).filter(function (part) { return part.trim(); });
      parts.forEach(function (part, index) {
        var utterance = new SpeechSynthesisUtterance(part);
        utterance.lang = "zh-CN";
        if (index === parts.length - 1) utterance.onend = stop;
        speech.speak(utterance);
      });
    });
    window.addEventListener("pagehide", stop);
  });

  // What stands before the text starts folded where the screen is small -----
  if (window.matchMedia("(max-width: 760px)").matches) {
    each(".facts, .contents details", function (part) {
      part.open = false;
    });
  }
})();
