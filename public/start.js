// Starts the window's wasm, and keeps the offline copy: registers the service worker, says when a
// newer version waits, and applies it when somebody asks. Decides nothing about the community.
//
// To the window:   `phyle-update-ready`    a newer version waits; <html data-update="ready">
//                  `phyle-update-applied`  another tab applied it; reload when it suits
// From the window: `phyle-apply-update`    apply it now and reload this tab

// How long the first visit has the network and the processor for itself.
const FIRST_SCREEN_MS = 5000;

let asked = false;
let controlled = "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;

async function run() {
  const start = document.getElementById("start");
  const module = await import(new URL(start.dataset.js, document.baseURI));
  await module.default({ module_or_path: new URL(start.dataset.wasm, document.baseURI) });
}

function tell(name, state) {
  document.documentElement.dataset.update = state;
  window.dispatchEvent(new CustomEvent(name));
}

function watch(registration) {
  const offer = () => {
    if (registration.waiting && navigator.serviceWorker.controller) {
      tell("phyle-update-ready", "ready");
    }
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  look(registration);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      look(registration);
    }
  });
  window.addEventListener("phyle-apply-update", () => {
    if (registration.waiting) {
      asked = true;
      registration.waiting.postMessage({ type: "apply-update" });
    } else {
      // Another tab has applied it already.
      location.reload();
    }
  });
}

function keepOffline() {
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked) {
      location.reload();
    } else if (controlled) {
      tell("phyle-update-applied", "applied");
    }
    controlled = true;
  });
  navigator.serviceWorker
    .register("./sw.js", { updateViaCache: "none" })
    .then(watch, (reason) => console.warn("No offline copy:", reason));
}

// Browsers look for a newer version when a page is opened, some of them not at once; a page that
// stays open for days looks when somebody comes back to it.
function look(registration) {
  // Without a network there is nothing to be found.
  registration.update().catch(() => {});
}

// The first screen goes first: a copy fetched beside it would double the wait for it. The offline
// copy comes even where the screen failed: the way to a repaired version must stay open.
let pause = controlled ? 0 : FIRST_SCREEN_MS;
try {
  await run();
} catch (reason) {
  pause = 0;
  document.getElementById("opening")?.removeAttribute("aria-busy");
  document.getElementById("cannot-start")?.removeAttribute("hidden");
  throw reason;
} finally {
  if ("serviceWorker" in navigator) {
    setTimeout(keepOffline, pause);
  }
}
