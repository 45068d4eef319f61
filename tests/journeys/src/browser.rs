//! A person's browser: a profile that outlives its windows, opened and closed as people do. All
//! clones are the same browser.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

use crate::Error;
use crate::driver::{self, Driver};
use crate::page::Page;

/// A script must answer within this, or the page hangs.
const SCRIPT_LIMIT: Duration = Duration::from_secs(30);

/// How often it is looked whether a file was saved.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// The browsers that journeys are walked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    Firefox,
}

/// Whether a browser lets pages keep anything, as its settings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteData {
    Allowed,
    Blocked,
}

/// A person's browser.
#[derive(Debug, Clone)]
pub struct Browser(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    who: String,
    kind: Kind,
    site_data: SiteData,
    /// The machine's own, unless said.
    zone: Option<String>,
    profile: PathBuf,
    /// Where it saves files.
    saved: PathBuf,
    log: PathBuf,
    open: RefCell<Option<Open>>,
}

#[derive(Debug)]
struct Open {
    session: WebDriver,
    _driver: Driver,
}

impl Browser {
    /// A browser with a fresh profile in `folder`, not open yet.
    pub fn new(who: &str, kind: Kind, site_data: SiteData, folder: &Path) -> Result<Self, Error> {
        let profile = folder.join(format!("{who}-profile"));
        fs::create_dir_all(&profile)
            .map_err(|source| Error::File { path: profile.clone(), source })?;
        let saved = folder.join(format!("{who}-saved"));
        fs::create_dir_all(&saved).map_err(|source| Error::File { path: saved.clone(), source })?;
        let log = folder.join(format!("{who}.log"));
        let (who, zone, open) = (who.to_owned(), None, RefCell::default());
        Ok(Self(Rc::new(Inner { who, kind, site_data, zone, profile, saved, log, open })))
    }

    /// The same, never opened yet, where clocks show the time of this zone.
    pub fn in_zone(self, zone: &str) -> Self {
        let mut inner = Rc::into_inner(self.0).expect("nobody else has it before it is opened");
        inner.zone = Some(zone.to_owned());
        Self(Rc::new(inner))
    }

    /// Whose it is.
    pub fn who(&self) -> &str {
        &self.0.who
    }

    /// Which browser it is.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Starts it with one window and goes there.
    pub async fn open(&self, url: &str) -> Result<Page, Error> {
        let driver = Driver::start(self.0.kind, self.0.zone.as_deref(), &self.0.log).await?;
        let session = WebDriver::new(driver.url(), self.capabilities()).await;
        let session = session.map_err(|source| self.failed(source))?;
        let handle = Arc::clone(session.handle());
        self.0.open.replace(Some(Open { session, _driver: driver }));
        handle.set_script_timeout(SCRIPT_LIMIT).await.map_err(|it| self.failed(it))?;
        handle.set_window_rect(0, 0, 1280, 900).await.map_err(|it| self.failed(it))?;
        let page = Page::new(self.clone());
        page.go(url).await?;
        Ok(page)
    }

    /// Ends it with all its windows; the profile stays.
    pub async fn close(&self) -> Result<(), Error> {
        let open = self.0.open.take();
        match open {
            Some(open) => open.session.quit().await.map_err(|source| self.failed(source)),
            None => Ok(()),
        }
    }

    /// Whether it runs.
    pub fn is_open(&self) -> bool {
        self.0.open.borrow().is_some()
    }

    /// The session to give commands to.
    pub fn session(&self) -> Result<Arc<SessionHandle>, Error> {
        let open = self.0.open.borrow();
        let session = open.as_ref().map(|open| Arc::clone(open.session.handle()));
        session.ok_or_else(|| self.wrong("the browser is closed"))
    }

    /// A file with this end, once the browser has saved the whole of it.
    pub async fn saved_file(&self, end: &str, limit: Duration) -> Result<PathBuf, Error> {
        let failed = |source| Error::File { path: self.0.saved.clone(), source };
        let began = Instant::now();
        loop {
            let mut files = Vec::new();
            for entry in fs::read_dir(&self.0.saved).map_err(failed)? {
                files.push(entry.map_err(failed)?.path());
            }
            // While it is being saved there is a second file beside it, or one of another name.
            if let [file] = &files[..]
                && file.extension().is_some_and(|found| found == end)
                && fs::metadata(file).map_err(failed)?.len() > 0
            {
                return Ok(file.clone());
            }
            if began.elapsed() > limit {
                return Err(self.wrong(format!("no {end} was saved; there is {files:?}")));
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// A further tab at this address; commands go to it from now on.
    pub async fn open_tab(&self, url: &str) -> Result<Tab, Error> {
        let session = self.session()?;
        let before = session.window().await.map_err(|it| self.failed(it))?;
        let tab = session.new_tab().await.map_err(|it| self.failed(it))?;
        session.switch_to_window(tab.clone()).await.map_err(|it| self.failed(it))?;
        Page::new(self.clone()).go(url).await?;
        Ok(Tab { new: tab, before })
    }

    /// Commands go to this tab from now on.
    pub async fn look_at(&self, tab: &WindowHandle) -> Result<(), Error> {
        let session = self.session()?;
        session.switch_to_window(tab.clone()).await.map_err(|it| self.failed(it))
    }

    /// Closes the tab that commands go to.
    pub async fn close_tab(&self) -> Result<(), Error> {
        self.session()?.close_window().await.map_err(|it| self.failed(it))
    }

    /// For `map_err`.
    pub fn failed(&self, source: thirtyfour::error::WebDriverError) -> Error {
        Error::Browser { who: self.0.who.clone(), source: Box::new(source) }
    }

    /// Something is not as it should be.
    pub fn wrong(&self, what: impl Into<String>) -> Error {
        Error::Wrong { who: self.0.who.clone(), what: what.into() }
    }

    fn capabilities(&self) -> Capabilities {
        let profile = self.0.profile.display().to_string();
        let saved = self.0.saved.display().to_string();
        let program = driver::browser_program(self.0.kind);
        let wanted = match self.0.kind {
            Kind::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "binary": program,
                    "args": chromium_arguments(&profile),
                    "prefs": chromium_preferences(self.0.site_data, &saved),
                },
            }),
            Kind::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless", "-profile", profile],
                    "prefs": firefox_preferences(self.0.site_data, &saved),
                },
            }),
        };
        let wanted = wanted.as_object().cloned().expect("it is written as an object above");
        Capabilities::from(wanted)
    }
}

/// Two tabs of one browser.
#[derive(Debug, Clone)]
pub struct Tab {
    pub new: WindowHandle,
    pub before: WindowHandle,
}

/// No window, and no word to anybody but this machine.
fn chromium_arguments(profile: &str) -> Vec<String> {
    let fixed = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--enable-logging=stderr",
    ];
    let fixed = fixed.into_iter().map(str::to_owned);
    fixed.chain([format!("--user-data-dir={profile}")]).collect()
}

fn chromium_preferences(site_data: SiteData, saved: &str) -> serde_json::Value {
    let cookies = match site_data {
        SiteData::Allowed => 1,
        SiteData::Blocked => 2,
    };
    json!({
        "profile.default_content_setting_values.cookies": cookies,
        "download.default_directory": saved,
        "download.prompt_for_download": false,
    })
}

/// As above; and connections over loopback where there is no other network.
fn firefox_preferences(site_data: SiteData, saved: &str) -> serde_json::Value {
    let cookies = match site_data {
        SiteData::Allowed => 0,
        SiteData::Blocked => 2,
    };
    json!({
        "network.cookie.cookieBehavior": cookies,
        "app.normandy.enabled": false,
        "app.update.auto": false,
        "browser.download.alwaysOpenPanel": false,
        "browser.download.dir": saved,
        "browser.download.folderList": 2,
        "browser.helperApps.neverAsk.saveToDisk": "application/zip",
        "browser.shell.checkDefaultBrowser": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "devtools.console.stdout.content": true,
        "dom.push.connection.enabled": false,
        "intl.accept_languages": "en-US, en",
        "media.peerconnection.ice.loopback": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "services.settings.server": "data:,",
        "toolkit.telemetry.enabled": false,
    })
}
