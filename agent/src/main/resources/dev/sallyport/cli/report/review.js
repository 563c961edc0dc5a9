"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  // Theme: what the system says, until somebody says otherwise.
  const root = document.documentElement;
  const theme = byId("theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
  const nameTheme = () => { theme.textContent = isDark() ? "Light theme" : "Dark theme"; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  systemIsDark.addEventListener("change", nameTheme);
  nameTheme();

  // Filter: every word must occur in what is shown.
  const filter = byId("filter");
  const onlyNew = byId("only-new");
  const onlyViolations = byId("only-violations");
  const parts = Array.from(document.querySelectorAll("[data-filter]"), (part) => ({
    part,
    text: part.textContent.toLowerCase(),
    isFinding: part.closest(".findings") !== null,
  }));
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word);
    let shown = 0;
    let all = 0;
    for (const { part, text, isFinding } of parts) {
      const wanted = words.every((word) => text.includes(word))
        && (!onlyNew.checked || !isFinding || "new" in part.dataset)
        && (!onlyViolations.checked || "violation" in part.dataset || part.matches(".plain li"));
      part.toggleAttribute("data-hidden", !wanted);
      all += isFinding ? 1 : 0;
      shown += isFinding && wanted ? 1 : 0;
    }
    byId("shown").textContent = `${shown} of ${all} findings shown`;
  };
  for (const control of [filter, onlyNew, onlyViolations]) {
    control.addEventListener("input", apply);
  }

  // Sort: a table's bodies are its entries; a cell may say what it is sorted by.
  const collator = new Intl.Collator("en", { numeric: true });
  const key = (body, column) => {
    const cell = body.rows[0].cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };
  const sort = (table, header) => {
    const column = header.cellIndex;
    const descending = header.getAttribute("aria-sort") === "ascending";
    const bodies = Array.from(table.tBodies, (body) => ({ body, key: key(body, column) }));
    bodies.sort((a, b) => (descending ? -1 : 1) * collator.compare(a.key, b.key));
    table.append(...bodies.map((entry) => entry.body));
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      button.addEventListener("click", () => sort(table, header));
      header.replaceChildren(button);
    }
  }

  byId("controls").hidden = false;
  apply();
})();
