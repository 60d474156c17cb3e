// Keeps the session of somebody who is working, and warns before it ends.
// The server decides; this only tells it that a key or the mouse was used.
(() => {
  "use strict";
  const script = document.currentScript;
  const idle = Number(new URL(script.src).searchParams.get("idle")) * 1000;
  if (!idle) return;
  const tellEvery = Math.min(idle / 6, 4 * 60 * 1000);
  const warnAfter = idle - Math.min(idle / 6, 5 * 60 * 1000);
  let used = Date.now();
  let told = Date.now();
  let dialog = null;

  function tell() {
    told = Date.now();
    fetch("/account/alive/", { credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } });
  }

  function working() {
    used = Date.now();
    if (dialog && dialog.open) {
      dialog.close();
      tell();
    }
  }

  function warn() {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "gs-idle";
      dialog.setAttribute("aria-labelledby", "gs-idle-text");
      const text = document.createElement("p");
      text.id = "gs-idle-text";
      text.textContent = "您有一段时间没有操作，再过几分钟将自动退出。请点击“继续工作”，并注意保存正在编辑的内容。";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "继续工作";
      button.addEventListener("click", working);
      dialog.append(text, button);
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  }

  for (const name of ["keydown", "pointerdown", "input", "scroll"]) {
    document.addEventListener(name, working, { passive: true, capture: true });
  }
  window.setInterval(() => {
    const now = Date.now();
    if (used > told && now - told >= tellEvery) tell();
    if (now - Math.max(used, told) >= warnAfter) warn();
  }, 10000);
})();
