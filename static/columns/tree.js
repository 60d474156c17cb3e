// The column tree: open and close branches, drag rows. Buttons in each row do the same for the keyboard.
"use strict";

for (const select of document.querySelectorAll("[data-submit]")) {
  select.addEventListener("change", () => select.form.submit());
  for (const button of select.form.querySelectorAll("[data-without-script]")) button.hidden = true;
}

const form = document.querySelector("form[data-tree]");
if (form) {
  const table = form.querySelector(".gc-tree");
  const rows = [...table.tBodies[0].rows];
  const byId = new Map(rows.map((row) => [row.dataset.id, row]));
  const key = `columns-closed-${form.dataset.tree}`;
  const closed = new Set(JSON.parse(localStorage.getItem(key) || "[]"));

  const above = (row) => byId.get(row.dataset.parent);
  const isBelow = (row, other) => {
    for (let at = row; at; at = above(at)) if (at === other) return true;
    return false;
  };

  function draw() {
    for (const row of rows) {
      let shown = true;
      for (let at = above(row); at; at = above(at)) if (closed.has(at.dataset.id)) shown = false;
      row.hidden = !shown;
      const toggle = row.querySelector(".gc-toggle");
      if (toggle) toggle.setAttribute("aria-expanded", String(!closed.has(row.dataset.id)));
    }
  }

  function reveal() {
    const row = location.hash && document.getElementById(location.hash.slice(1));
    for (let at = row && above(row); at; at = above(at)) closed.delete(at.dataset.id);
    draw();
    if (row) row.scrollIntoView({ block: "center" });
  }

  table.addEventListener("click", (event) => {
    const toggle = event.target.closest(".gc-toggle");
    if (!toggle) return;
    const id = toggle.closest("tr").dataset.id;
    if (!closed.delete(id)) closed.add(id);
    localStorage.setItem(key, JSON.stringify([...closed]));
    draw();
  });
  addEventListener("hashchange", reveal);
  reveal();

  let dragged = null;
  let over = null;

  const clear = () => {
    if (over) delete over.dataset.drop;
    over = null;
  };

  // The upper and lower quarter of a row mean beside it, the middle below it.
  const where = (row, y) => {
    const box = row.getBoundingClientRect();
    const part = (y - box.top) / box.height;
    return part < 0.28 ? "before" : part > 0.72 ? "after" : "inside";
  };

  table.addEventListener("dragstart", (event) => {
    const handle = event.target.closest(".gc-handle");
    if (!handle) return;
    dragged = handle.closest("tr");
    dragged.classList.add("gc-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.id);
    event.dataTransfer.setDragImage(dragged, 20, 20);
  });
  table.addEventListener("dragover", (event) => {
    const row = event.target.closest("tbody tr");
    if (!dragged || !row || isBelow(row, dragged)) return clear();
    event.preventDefault();
    const drop = where(row, event.clientY);
    if (row !== over) clear();
    over = row;
    row.dataset.drop = drop;
    row.querySelector(".gc-title").dataset.says = table.dataset[drop];
  });
  table.addEventListener("drop", (event) => {
    if (!dragged || !over) return;
    event.preventDefault();
    form.elements.column.value = dragged.dataset.id;
    form.elements.target.value = over.dataset.id;
    form.elements.where.value = over.dataset.drop;
    form.submit();
  });
  table.addEventListener("dragend", () => {
    if (dragged) dragged.classList.remove("gc-dragged");
    dragged = null;
    clear();
  });
}
