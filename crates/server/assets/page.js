// Keys, the date slider, news of changes, words selected for a claim. Everything can be read without it.
"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);

  // Claims that an address points to are unfolded.
  const unfold = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    let folded = target.closest("details:not([open])");
    while (folded) {
      folded.open = true;
      folded = folded.parentElement && folded.parentElement.closest("details:not([open])");
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", unfold);
  unfold();

  // The slider goes over the days on which reports were published.
  const form = one("#asof");
  const slider = one("#slider");
  if (form && slider) {
    const days = form.dataset.days.split(" ").filter(Boolean);
    const date = one("#day");
    const shown = one("#slid");
    const now = days.length;
    if (days.length > 1) {
      slider.max = String(now);
      const at = days.findLastIndex((day) => date.value && day <= date.value);
      slider.value = String(date.value ? Math.max(at, 0) : now);
      slider.hidden = false;
      shown.hidden = false;
      const name = () => (Number(slider.value) === now ? "now" : days[Number(slider.value)]);
      const tell = () => {
        shown.textContent = name();
        slider.setAttribute("aria-valuetext", name());
      };
      tell();
      slider.addEventListener("input", tell);
      slider.addEventListener("change", () => {
        const address = new URL(location.href);
        address.searchParams.delete("page");
        if (Number(slider.value) === now) address.searchParams.delete("as_of");
        else address.searchParams.set("as_of", days[Number(slider.value)]);
        location.assign(address);
      });
    }
  }

  // Somebody has added or decided something.
  const news = one("#news");
  if (news && "EventSource" in window) {
    const source = new EventSource("/events");
    source.addEventListener("changed", (event) => {
      const change = JSON.parse(event.data);
      if (String(change.revision) === document.body.dataset.revision) return;
      news.querySelector("span").textContent = "The case has changed: " + change.cause + ".";
      news.querySelector("a").href = location.href;
      news.hidden = false;
    });
    news.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    addEventListener("pagehide", () => source.close());
  }

  // Words that are selected in a report go into the form below it, and an offer leads there.
  const words = one("#words");
  const text = one(".report .text");
  const offer = one("#offer");
  const toForm = () => {
    offer.hidden = true;
    one("#add").scrollIntoView();
    one("#by-hand " + (words.value ? "select" : "textarea")).focus({ preventScroll: true });
  };
  if (words && text && offer) {
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      const chosen = !selection.isCollapsed && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
      if (chosen) {
        const range = selection.getRangeAt(0).cloneContents();
        range.querySelectorAll("sup").forEach((note) => note.remove());
        words.value = range.textContent.trim();
      }
      offer.hidden = !chosen || !words.value;
    });
    // Pressing on the offer must not end the selection, which would take the offer away.
    offer.addEventListener("mousedown", (event) => event.preventDefault());
    offer.addEventListener("click", (event) => {
      event.preventDefault();
      toForm();
    });
  }

  // Escape puts away what a marked claim shows, until another is asked.
  if (text) {
    const loud = () => text.classList.remove("quiet");
    text.addEventListener("mouseover", loud);
    text.addEventListener("focusin", loud);
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") text.classList.add("quiet");
    });
  }

  // Keys.
  const pages = { o: "/", r: "/reports", s: "/sources", t: "/timeline", w: "/warnings", h: "/history", d: "/decisions" };
  const places = "main a.ask, main h3 a, main .readings summary, main .sources summary, main .folded summary, .report .text a.evidence";
  // What is folded away is passed over.
  const items = () => [...document.querySelectorAll(places)].filter((it) => !it.checkVisibility || it.checkVisibility());
  let goes = false;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (goes) {
      goes = false;
      if (pages[event.key]) {
        event.preventDefault();
        location.assign(pages[event.key] + location.search);
      }
      return;
    }
    const all = items();
    const at = all.indexOf(document.activeElement);
    if (event.key === "j" || event.key === "k") {
      const next = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
      if (all[next]) all[next].focus();
    } else if (event.key === "/") {
      event.preventDefault();
      one(".find input").focus();
    } else if (event.key === "a" && words && offer) {
      event.preventDefault();
      toForm();
    } else if (event.key === "g") goes = true;
  });
})();
