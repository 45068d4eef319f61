//! The little world of a journey: a static host and a relay that can be stopped and started again,
//! and people's browsers, all at a time that the journey says. When a journey fails, what everybody saw is kept in target/journeys.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use xtask::host::{Content, Host};
use xtask::relay::Relay;
use xtask::{place, serve};

use serde_json::json;

use crate::browser::{Kind, SiteData};
use crate::page::Page;
use crate::{Browser, Error, driver};

/// What a journey does in a world.
pub type Journey =
    for<'world> fn(&'world World) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'world>>;

/// A file that the host serves beside the app.
const CLOCK: &str = "clock.txt";

/// Where the page and its service worker name the build that they are of.
const BUILD_MARKS: [(&str, &str); 2] =
    [("name=\"phyle-build\" content=\"", "\""), ("const BUILD = \"", "\"")];

/// Under this name windows of the variant `journey` keep by how much their clocks are set.
const OFFSET: &str = "phyle-journey-offset";

/// The world of one journey.
#[derive(Debug)]
pub struct World {
    folder: PathBuf,
    content: RefCell<Content>,
    port: u16,
    relay_port: u16,
    host: RefCell<Option<Host>>,
    relay: RefCell<Option<Relay>>,
    browsers: RefCell<Vec<Browser>>,
}

impl World {
    /// Host and relay run, nobody is there yet; `site` is what the host serves.
    pub fn new(name: &str, site: PathBuf) -> Result<Self, Error> {
        let folder = place::target().join("journeys").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|source| file(&folder, source))?;
        }
        fs::create_dir_all(&folder).map_err(|source| file(&folder, source))?;
        let relay_port = driver::free_port().map_err(|source| file(&folder, source))?;
        let relay = Relay::start(relay_port)?;
        let meeting = serve::meeting_with(&relay.url());
        let clock =
            (CLOCK.to_owned(), b"A plain page, on which a browser's clock is set.\n".to_vec());
        let instead = BTreeMap::from([("meeting.json".to_owned(), meeting), clock]);
        let content = Content { folder: site, instead, ahead_s: Arc::default() };
        let host = Host::start(content.clone(), 0)?;
        Ok(Self {
            folder,
            content: RefCell::new(content),
            port: host.port(),
            relay_port,
            host: RefCell::new(Some(host)),
            relay: RefCell::new(Some(relay)),
            browsers: RefCell::default(),
        })
    }

    /// Where the app is.
    pub fn url(&self) -> String {
        format!("http://localhost:{}/", self.port)
    }

    /// Where the journey may put files.
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// A person with a browser that was never used before.
    pub fn person(&self, who: &str, kind: Kind) -> Result<Browser, Error> {
        self.person_with(who, kind, SiteData::Allowed)
    }

    /// As `person`, with this setting.
    pub fn person_with(
        &self,
        who: &str,
        kind: Kind,
        site_data: SiteData,
    ) -> Result<Browser, Error> {
        self.add(Browser::new(who, kind, site_data, &self.folder)?)
    }

    /// As `person`, in a time zone.
    pub fn person_in(&self, zone: &str, who: &str, kind: Kind) -> Result<Browser, Error> {
        self.add(Browser::new(who, kind, SiteData::Allowed, &self.folder)?.in_zone(zone))
    }

    fn add(&self, browser: Browser) -> Result<Browser, Error> {
        self.browsers.borrow_mut().push(browser.clone());
        Ok(browser)
    }

    /// Opens a browser, whose clock is right, at an address of the app.
    pub async fn open(&self, browser: &Browser, url: &str) -> Result<Page, Error> {
        let page = browser.open(&format!("{}{CLOCK}", self.url())).await?;
        let script = "localStorage.setItem(arguments[0], arguments[1])";
        let offset = json!(self.ahead_ms().to_string());
        page.script(script, vec![json!(OFFSET), offset]).await?;
        page.go(url).await?;
        Ok(page)
    }

    /// These people see how late it is.
    pub async fn set_clocks(&self, pages: &[&Page]) -> Result<(), Error> {
        let script = "window.postMessage({ [arguments[0]]: arguments[1] }, '*')";
        for page in pages {
            page.script(script, vec![json!(OFFSET), json!(self.ahead_ms())]).await?;
        }
        Ok(())
    }

    /// Nobody finds anybody by the relay from now on.
    pub fn stop_relay(&self) {
        self.relay.take();
    }

    /// The relay is back at its address.
    pub fn start_relay(&self) -> Result<(), Error> {
        let ahead_s = self.content.borrow().ahead_s.load(Ordering::SeqCst);
        self.relay.replace(Some(Relay::start_ahead(self.relay_port, ahead_s)?));
        Ok(())
    }

    /// Nobody can load anything from now on.
    pub fn stop_host(&self) {
        self.host.take();
    }

    /// It is this moment, so many seconds after 1970 began, before anybody has opened anything.
    pub fn begin_at(&self, moment_s: u64) -> Result<(), Error> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now_s = now.as_ref().map_or(0, Duration::as_secs);
        let ahead_s = moment_s.cast_signed() - now_s.cast_signed();
        self.content.borrow().ahead_s.store(ahead_s, Ordering::SeqCst);
        self.stop_relay();
        self.start_relay()
    }

    /// So many hours go by, for the host and for these people.
    pub async fn let_pass(&self, hours: u32, pages: &[&Page]) -> Result<(), Error> {
        self.content.borrow().ahead_s.fetch_add(i64::from(hours) * 60 * 60, Ordering::SeqCst);
        self.set_clocks(pages).await
    }

    fn ahead_ms(&self) -> i64 {
        self.content.borrow().ahead_s.load(Ordering::SeqCst) * 1_000
    }

    /// The host is back at its address.
    pub fn start_host(&self) -> Result<(), Error> {
        self.host.replace(Some(Host::start(self.content.borrow().clone(), self.port)?));
        Ok(())
    }

    /// The host has a newer version of the program from now on: the same under another name.
    pub fn publish(&self, build: &str) -> Result<(), Error> {
        for name in ["index.html", "sw.js"] {
            let path = self.content.borrow().folder.join(name);
            let text = fs::read_to_string(&path).map_err(|source| file(&path, source))?;
            let known = BUILD_MARKS.iter().find_map(|(before, after)| {
                let rest = text.split_once(before)?.1;
                Some(rest.split_once(after)?.0.to_owned())
            });
            let wrong =
                || Error::Wrong { who: name.to_owned(), what: "it names no build".to_owned() };
            let newer = text.replace(&known.ok_or_else(wrong)?, build).into_bytes();
            self.serve_also(name, newer)?;
        }
        Ok(())
    }

    /// The host has this beside the app from now on.
    pub fn serve_also(&self, name: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.content.borrow_mut().instead.insert(name.to_owned(), bytes);
        self.stop_host();
        self.start_host()
    }

    /// Looks whether the host was ever told this; a secret belongs into the fragment alone.
    pub fn heard_nothing_of(&self, secret: &str) -> Result<(), Error> {
        let host = self.host.borrow();
        let heard = host.as_ref().map(Host::heard).unwrap_or_default();
        let wrong = |what: String| Err(Error::Wrong { who: "the host".to_owned(), what });
        if secret.is_empty() || heard.is_empty() {
            return wrong("there is nothing to look for, or nothing was asked for".to_owned());
        }
        match heard.iter().find(|head| head.contains(secret)) {
            Some(head) => wrong(format!("the secret was sent to it: {head}")),
            None => Ok(()),
        }
    }

    /// Keeps what everybody sees: a picture, the words, and what the page reported.
    async fn keep_evidence(&self) {
        let browsers: Vec<Browser> = self.browsers.borrow().clone();
        for browser in browsers.iter().filter(|browser| browser.is_open()) {
            let stem = self.folder.join(browser.who());
            let Ok(session) = browser.session() else { continue };
            // Evidence is taken as far as it can be; the failure itself is told in any case.
            session.screenshot(&stem.with_extension("png")).await.ok();
            let text = Page::new(browser.clone()).text().await.unwrap_or_default();
            fs::write(stem.with_extension("txt"), text).ok();
            if browser.kind() == Kind::Chromium {
                let entries = session.browser_log().await.unwrap_or_default();
                let lines: Vec<String> = entries.iter().map(|it| format!("{it:?}")).collect();
                fs::write(stem.with_extension("console.txt"), lines.join("\n")).ok();
            }
        }
    }

    /// Closes all browsers.
    pub async fn close(&self) {
        let browsers: Vec<Browser> = self.browsers.borrow().clone();
        for browser in browsers {
            // A browser that is gone already is closed.
            browser.close().await.ok();
        }
    }
}

/// Walks one journey; panics with its reason where it fails, as tests do.
pub fn walk(name: &str, journey: Journey) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime on this thread");
    let result = runtime.block_on(async {
        let world = World::new(name, place::journey_dist())?;
        let result = journey(&world).await;
        if result.is_err() {
            world.keep_evidence().await;
        }
        world.close().await;
        if result.is_err() {
            eprintln!("What was on the screens is in {}", world.folder.display());
        }
        result
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

fn file(path: &std::path::Path, source: std::io::Error) -> Error {
    Error::File { path: path.to_owned(), source }
}
