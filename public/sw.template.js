// Serves this build, whole and from one cache, online or not. The lists are written by the build.
// It never touches other origins and never takes over from a version in use unless asked.

const BUILD = "@BUILD@";
const FILES = @FILES@;
const CACHES_KEPT = 2;

const SCOPE = new URL(self.registration.scope);
const PREFIX = `phyle ${SCOPE.pathname} `;
const CACHE = PREFIX + BUILD;
const MEETING = new URL("meeting.json", SCOPE).href;

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "apply-update") {
    self.skipWaiting();
  }
});

// A notice is named by the place that it leads to: an open window goes there and comes to the front.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.tag, self.registration.scope);
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then(async ([open]) => {
      if (!open) return self.clients.openWindow(to);
      await open.navigate(to).catch(() => null);
      return open.focus();
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  const ours = url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname);
  if (request.method !== "GET" || !ours) {
    return;
  }
  if (url.href === MEETING) {
    event.respondWith(newest(request));
  } else if (request.mode === "navigate" && isHome(url)) {
    event.respondWith(kept(new Request(SCOPE)));
  } else {
    event.respondWith(kept(request));
  }
});

function isHome(url) {
  return url.pathname === SCOPE.pathname || url.pathname === `${SCOPE.pathname}index.html`;
}

// All or nothing: one file missing and this version is not installed. A file with its hash in its
// name may come out of the HTTP cache, the others are asked for again.
async function fill() {
  const cache = await caches.open(CACHE);
  const request = (name) => {
    const mode = /-[0-9a-f]{12}\./.test(name) ? "default" : "no-cache";
    return new Request(new URL(name, SCOPE), { cache: mode });
  };
  await cache.addAll(FILES.map(request));
}

// The version before stays, for tabs that still run it.
async function dropOld() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const old = ours.slice(0, Math.max(0, ours.length - (CACHES_KEPT - 1)));
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function kept(request) {
  const mine = await caches.open(CACHE);
  const here = await mine.match(request, { ignoreSearch: true });
  if (here) {
    return here;
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) {
      const before = await (await caches.open(name)).match(request);
      if (before) {
        return before;
      }
    }
  }
  return fetch(request);
}

async function newest(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(request, answer.clone());
      return answer;
    }
  } catch {
    // No network: the copy from before is what there is.
  }
  return (await cache.match(request)) ?? Response.error();
}
