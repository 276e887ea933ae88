// Only comfort: every page works without it.
const words = () => document.getElementById("words");
const trouble = document.getElementById("trouble");
const handed = document.getElementById("document");
const saidSoFar = () => document.querySelectorAll("#talk > .said");
const isSaid = (form) => form.id === "say" || form.id === "tap";
let said = saidSoFar().length;

// Who begins to talk here is asked for no time zone.
for (const field of document.getElementsByName("zone")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// A document that will not be read need not travel.
handed?.addEventListener("change", () => {
  const tooBig = [...handed.files].some((file) => file.size > Number(handed.dataset.most));
  handed.setCustomValidity(tooBig ? handed.dataset.tooBig : "");
  handed.reportValidity();
});

// What was sent leaves the line at once, and comes back if it did not arrive.
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (isSaid(detail.elt)) {
    trouble.hidden = true;
  }
  if (detail.elt.id === "say") {
    detail.elt.dataset.sent = words().value;
    words().value = "";
  }
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt.id === "say" && detail.successful && handed) {
    handed.value = "";
  }
});
for (const event of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(event, ({ detail }) => {
    if (!isSaid(detail.elt)) {
      return;
    }
    if (detail.xhr.status === 401) {
      location.reload(); // it asks for the token
      return;
    }
    const answer = new DOMParser().parseFromString(detail.xhr.responseText ?? "", "text/html");
    trouble.textContent = answer.querySelector("main p")?.textContent ?? trouble.dataset.say;
    trouble.hidden = false;
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
