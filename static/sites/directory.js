// Narrow the list while typing. Without this script the whole list is there.
"use strict";

const form = document.querySelector(".filter");
const input = document.querySelector("#filter");
const result = document.querySelector(".filter .result");
const groups = Array.from(document.querySelectorAll(".group"), (element) => ({
  element,
  title: element.querySelector("h2").textContent.toLowerCase(),
  sites: Array.from(element.querySelectorAll(".site"), (site) => ({ site, text: site.textContent.toLowerCase() })),
}));

function narrow() {
  const wanted = input.value.trim().toLowerCase();
  let shown = 0;
  for (const group of groups) {
    let inGroup = 0;
    for (const { site, text } of group.sites) {
      site.hidden = !text.includes(wanted) && !group.title.includes(wanted);
      inGroup += !site.hidden;
    }
    group.element.hidden = inGroup === 0;
    shown += inGroup;
  }
  const sentence = shown ? result.dataset.some.replace("%d", shown) : result.dataset.none;
  result.textContent = wanted ? sentence : "";
}

form.hidden = groups.length === 0;
form.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("input", narrow);
narrow();
