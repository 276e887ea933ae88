// Only comfort: every page works without it.
const words = () => document.getElementById("words");
const saidSoFar = () => document.querySelectorAll("#talk > .said");
let said = saidSoFar().length;

// Who begins to talk here is asked for no time zone.
for (const field of document.getElementsByName("zone")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// What was sent leaves the line at once, and comes back if it did not arrive.
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (detail.elt.id === "say") {
    detail.elt.dataset.sent = words().value;
    words().value = "";
  }
});
for (const trouble of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(trouble, ({ detail }) => {
    if (detail.elt.id === "say" && !words().value) {
      words().value = detail.elt.dataset.sent;
    }
  });
}

document.addEventListener("htmx:afterSettle", () => {
  const all = saidSoFar();
  if (all.length > said) {
    all[all.length - 1].scrollIntoView({ block: "start" });
  }
  said = all.length;
});
