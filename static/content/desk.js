/* The editor's desk: upload while writing, put pictures into the text, keep what was typed. */
(function () {
  "use strict";
  let editor = null;
  // Listened for from the first moment: the editor may be ready before the page is.
  document.addEventListener("prose-editor:ready", (event) => { editor = event.detail.editor; });
  document.addEventListener("DOMContentLoaded", start);

  function start() {
    const form = document.getElementById("item_form");
    if (!form) return;
    let dirty = form.hasAttribute("data-dirty");
    let leaving = false;
    const list = form.querySelector("[data-files]");
    const state = form.querySelector("[data-upload-state]");
    const input = form.querySelector("#id_new_files");
    const total = form.querySelector("[name=files-TOTAL_FORMS]");
    const kind = form.querySelector("[name=kind]");
    const facts = form.querySelector("[data-document-facts]");

    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("change", () => { dirty = true; });
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("beforeunload", (event) => {
      if (dirty && !leaving) event.preventDefault();
    });
    const errors = document.getElementById("errors");
    if (errors) errors.focus();

    /* A title is one line. */
    for (const area of form.querySelectorAll("[data-single-line]")) {
      area.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    }

    function showFacts() {
      if (facts) facts.hidden = !["policy", "law"].includes(kind.value);
    }
    kind.addEventListener("change", showFacts);
    showFacts();

    function number() {
      [...list.querySelectorAll("[data-file]")].forEach((row, index) => {
        row.querySelector("[name$=-ORDER]").value = index + 1;
      });
    }

    function dress(row) {
      for (const button of row.querySelectorAll("[data-insert], [data-up], [data-down]")) button.hidden = false;
      const remove = row.querySelector("[name$=-DELETE]");
      const mark = () => row.classList.toggle("wk-file--removed", remove.checked);
      remove.addEventListener("change", mark);
      mark();
    }

    /* After the block in which the cursor stands, never inside a table or list; in place of an empty line. */
    function whereTo() {
      const { $to } = editor.state.selection;
      if (!$to.depth) return $to.pos;
      const block = $to.node(1);
      const empty = block.type.name === "paragraph" && !block.content.size;
      return empty ? { from: $to.before(1), to: $to.after(1) } : $to.after(1);
    }

    function insert(row) {
      if (!editor) return;
      const alt = row.querySelector("[name$=-alt_text]");
      if (!alt.value.trim()) {
        say("请先填写这张图片的替代文字，再插入正文。", true);
        alt.focus();
        return;
      }
      const text = row.querySelector("[name$=-title]").value.trim() || alt.value.trim();
      editor.chain().focus().insertContentAt(whereTo(), {
        type: "figure",
        content: [
          { type: "image", attrs: { src: row.dataset.src, alt: alt.value.trim() } },
          { type: "caption", content: [{ type: "text", text }] }
        ]
      }).scrollIntoView().run();
      dirty = true;
      say("图片已插入正文。");
    }

    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-file]");
      if (!row) return;
      if (event.target.closest("[data-insert]")) insert(row);
      if (event.target.closest("[data-up]") && row.previousElementSibling) row.previousElementSibling.before(row);
      if (event.target.closest("[data-down]") && row.nextElementSibling) row.nextElementSibling.after(row);
      number();
    });
    for (const row of list.querySelectorAll("[data-file]")) dress(row);

    function say(text, wrong) {
      state.textContent = text;
      state.classList.toggle("wk-error", Boolean(wrong));
    }

    async function send(files) {
      const refusals = [];
      const chosen = [...files];
      for (const [index, file] of chosen.entries()) {
        say(`正在上传 ${index + 1}/${chosen.length}：${file.name}`);
        const data = new FormData();
        data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
        data.append("column", form.querySelector("[name=column]").value);
        data.append("start", total.value);
        data.append("new_files", file);
        try {
          const answer = await fetch(form.dataset.uploadUrl, { method: "POST", body: data });
          if (!answer.ok) throw new Error(answer.status);
          const { rows, refusals: refused } = await answer.json();
          for (const html of rows) {
            list.insertAdjacentHTML("beforeend", html);
            dress(list.lastElementChild);
            total.value = Number(total.value) + 1;
          }
          refusals.push(...refused);
        } catch {
          refusals.push(`文件“${file.name}”没有上传，请检查网络后重试；文件过大时请压缩或分卷。`);
        }
      }
      input.value = "";
      dirty = true;
      number();
      if (refusals.length) say(refusals.join(" "), true);
      else say(`已上传 ${chosen.length} 个文件。`);
    }

    input.addEventListener("change", () => { if (input.files.length) send(input.files); });
    const drop = form.querySelector("[data-drop]");
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("wk-drop--over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("wk-drop--over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("wk-drop--over");
      if (event.dataTransfer.files.length) send(event.dataTransfer.files);
    });
  }
})();
