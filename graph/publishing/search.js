// Search in a static site: words lead to shards of an index, shards to entries, all of them files beside this page.
// They are scripts, not JSON, because a browser reads no JSON from disk.
"use strict";

(() => {
  const SHOWN = 30;
  const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", þ: "th", æ: "ae", œ: "oe", ß: "ss" };
  const here = document.currentScript.src;
  const loaded = new Map();
  const waiting = new Map();

  // Each file of the index calls this with its name and its data.
  window.tradegraphIndex = (name, data) => waiting.get(name)?.(data);

  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = new URL(`search/${name}.js`, here);
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  };

  const fold = (text) => text.toLowerCase().replace(/[øłđðıþæœß]/g, (letter) => LETTERS[letter])
    .normalize("NFKD").replace(/\p{M}/gu, "");
  const split = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^[\x00-\x7f]$/.test(word));

  // The ids of entries with a word that begins so, ascending: the most told of come first.
  const find = async (index, start) => {
    const key = [...start].slice(0, 2).join("");
    if (!(key in index.shards)) return { ids: [], common: false };
    const shard = await load(index.shards[key]);
    const words = Object.keys(shard.words).filter((word) => word.startsWith(start));
    const common = words.filter((word) => shard.common.includes(word));
    const ids = new Set(words.flatMap((word) => shard.words[word]));
    return { ids: [...ids].sort((a, b) => a - b), common: common.includes(start) };
  };

  const search = async (text) => {
    const index = await load("index");
    const starts = [...new Set(split(text))];
    const found = await Promise.all(starts.map((start) => find(index, start)));
    // A word that nearly everything has tells nothing beside others, and its list is cut.
    const isCut = found.length > 0 && found.every((each) => each.common);
    const telling = isCut ? found : found.filter((each) => !each.common);
    const sets = telling.slice(1).map((each) => new Set(each.ids));
    const ids = (telling[0]?.ids ?? []).filter((id) => sets.every((set) => set.has(id)));
    const shown = await Promise.all(ids.slice(0, SHOWN).map(async (id) =>
      (await load(`entries-${Math.floor(id / index.size)}`))[id % index.size]));
    return { total: ids.length, shown, starts, isCut };
  };

  // The text with the words that were looked for marked; never as HTML.
  const mark = (text, starts) => {
    const parts = document.createElement("bdi");
    for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
      const isFound = starts.some((start) => fold(part).startsWith(start));
      const node = isFound ? document.createElement("mark") : document.createTextNode(part);
      if (isFound) node.textContent = part;
      parts.append(node);
    }
    return parts;
  };

  const toItem = ([href, label, kind, note], starts) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(href, here);
    link.append(mark(label, starts));
    const more = document.createElement("span");
    more.className = "note";
    more.textContent = ` ${kind}${note ? ` · ${note}` : ""}`;
    item.append(link, more);
    return item;
  };

  const input = document.getElementById("q");
  const status = document.getElementById("status");
  const hits = document.getElementById("hits");
  const all = document.getElementById("all");

  const remember = (text) => {
    if (!location.protocol.startsWith("http")) return; // a page on disk has no history of addresses
    history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  };

  let turn = 0;
  const show = async () => {
    const text = input.value.trim();
    const mine = ++turn;
    all.hidden = text !== "";
    if (!text) {
      hits.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const { total, shown, starts, isCut } = await search(text);
      if (mine !== turn) return; // something else was typed meanwhile
      hits.replaceChildren(...shown.map((entry) => toItem(entry, starts)));
      const rest = total > shown.length ? `, the first ${shown.length} of them below` : "";
      const more = isCut ? "More than " : "";
      status.textContent = total ? `${more}${total.toLocaleString("en")} found${rest}` : "Nothing found: try fewer or other words.";
    } catch {
      if (mine === turn) status.textContent = "The index cannot be read; reload the page.";
    }
  };

  // Arrows go through what was found, Escape back to the words, Enter to the first.
  const move = (event) => {
    const links = [...hits.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 };
    if (event.key === "Escape" && at >= 0) input.focus();
    else if (event.key in steps && links.length) {
      event.preventDefault();
      (links[Math.min(steps[event.key], links.length - 1)] ?? input).focus();
    }
  };

  input.addEventListener("input", () => { show(); remember(input.value.trim()); });
  document.querySelector("main").addEventListener("keydown", move);
  input.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    hits.querySelector("a")?.click();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
})();
