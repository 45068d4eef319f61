//! What a person does with a page: find by role and name, press, type, read, wait. Every wait asks
//! again and again until its limit; nothing sleeps for a fixed time.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{Key, WebElement};

use crate::browser::Kind;
use crate::words::{Element, Fit};
use crate::{Browser, Error};

const RESOLVE: &str = include_str!("resolve.js");
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// How long people would wait before they think it broken.
pub const USUAL_LIMIT: Duration = Duration::from_secs(20);

/// The page that a browser shows.
#[derive(Debug, Clone)]
pub struct Page {
    browser: Browser,
}

impl Page {
    /// The page that this browser shows.
    pub fn new(browser: Browser) -> Self {
        Self { browser }
    }

    /// Whose page it is.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Goes to an address.
    pub async fn go(&self, url: &str) -> Result<(), Error> {
        self.browser.session()?.goto(url).await.map_err(|it| self.browser.failed(it))
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Result<(), Error> {
        self.browser.session()?.refresh().await.map_err(|it| self.browser.failed(it))
    }

    /// The address bar.
    pub async fn address(&self) -> Result<String, Error> {
        let url = self.browser.session()?.current_url().await;
        Ok(url.map_err(|it| self.browser.failed(it))?.to_string())
    }

    /// Runs a script and gives what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Error> {
        let answer = self.browser.session()?.execute(script, arguments).await;
        Ok(answer.map_err(|it| self.browser.failed(it))?.json().clone())
    }

    /// All that fit now, in the order of the page.
    pub async fn all(&self, wanted: &Element) -> Result<Vec<WebElement>, Error> {
        let answer = self.browser.session()?.execute(RESOLVE, vec![told(wanted)]).await;
        match answer.and_then(|found| found.elements()) {
            Ok(found) => Ok(found),
            // The page is being replaced: nothing is there yet.
            Err(error) if is_passing(&error) => Ok(Vec::new()),
            Err(error) => Err(self.browser.failed(error)),
        }
    }

    /// Whether it is there now.
    pub async fn has(&self, wanted: &Element) -> Result<bool, Error> {
        Ok(!self.all(wanted).await?.is_empty())
    }

    /// The first that fits, once there is one.
    pub async fn find(&self, wanted: &Element) -> Result<WebElement, Error> {
        self.find_within(wanted, USUAL_LIMIT).await
    }

    /// As `find`, with another limit.
    pub async fn find_within(
        &self,
        wanted: &Element,
        limit: Duration,
    ) -> Result<WebElement, Error> {
        let began = Instant::now();
        loop {
            if let Some(element) = self.all(wanted).await?.into_iter().next() {
                return Ok(element);
            }
            self.pause(began, limit, &wanted.to_string()).await?;
        }
    }

    /// Waits until it is gone.
    pub async fn gone(&self, wanted: &Element) -> Result<(), Error> {
        let began = Instant::now();
        while self.has(wanted).await? {
            self.pause(began, USUAL_LIMIT, &format!("{wanted} to go away")).await?;
        }
        Ok(())
    }

    /// Waits until a script's answer is neither false, null, zero nor empty, and gives it.
    pub async fn until(
        &self,
        what: &str,
        limit: Duration,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, Error> {
        let began = Instant::now();
        loop {
            let answer = self.browser.session()?.execute(script, arguments.clone()).await;
            match answer {
                Ok(value) if is_something(value.json()) => return Ok(value.json().clone()),
                Ok(_) => {}
                Err(error) if is_passing(&error) => {}
                Err(error) => return Err(self.browser.failed(error)),
            }
            self.pause(began, limit, what).await?;
        }
    }

    /// Waits until the words can be read anywhere on the page.
    pub async fn reads(&self, words: &str) -> Result<(), Error> {
        self.reads_within(words, USUAL_LIMIT).await
    }

    /// As `reads`, with another limit.
    pub async fn reads_within(&self, words: &str, limit: Duration) -> Result<(), Error> {
        let script = "return document.body?.innerText.includes(arguments[0])";
        self.until(&format!("the words “{words}”"), limit, script, vec![json!(words)]).await?;
        Ok(())
    }

    /// All that can be read on the page.
    pub async fn text(&self) -> Result<String, Error> {
        let text = self.script("return document.body?.innerText ?? ''", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What can be read in an element.
    pub async fn text_of(&self, wanted: &Element) -> Result<String, Error> {
        let element = self.find(wanted).await?;
        element.text().await.map_err(|it| self.browser.failed(it))
    }

    /// What stands in a field.
    pub async fn value_of(&self, wanted: &Element) -> Result<String, Error> {
        let element = self.find(wanted).await?;
        let value = element.value().await.map_err(|it| self.browser.failed(it))?;
        Ok(value.unwrap_or_default())
    }

    /// Presses it, once it is there and nothing covers it.
    pub async fn press(&self, wanted: &Element) -> Result<(), Error> {
        self.press_within(wanted, USUAL_LIMIT).await
    }

    /// As `press`, with another limit.
    pub async fn press_within(&self, wanted: &Element, limit: Duration) -> Result<(), Error> {
        // Choices are pressed by their labels, and nothing is pressed through the bar at the top.
        let script = "const [element] = arguments;
            const choice = element.matches('input[type=radio], input[type=checkbox]');
            const target = (choice && element.labels[0]) || element;
            target.scrollIntoView({ block: 'center' });
            return target";
        let began = Instant::now();
        loop {
            let element = self.find_within(wanted, limit).await?;
            let element = element.to_json().map_err(|it| self.browser.failed(it))?;
            let target = self.browser.session()?.execute(script, vec![element]).await;
            let pressed = match target.and_then(|target| target.element()) {
                Ok(target) => target.click().await,
                Err(error) => Err(error),
            };
            match pressed {
                Ok(()) => return Ok(()),
                Err(error) if is_passing(&error) => {}
                Err(error) => return Err(self.browser.failed(error)),
            }
            self.pause(began, limit, &format!("{wanted} to take a press")).await?;
        }
    }

    /// Replaces what stands in a field by typing.
    pub async fn fill(&self, wanted: &Element, words: &str) -> Result<(), Error> {
        let field = self.find(wanted).await?;
        let failed = |it| self.browser.failed(it);
        field.clear().await.map_err(failed)?;
        field.send_keys(words).await.map_err(failed)
    }

    /// The same in the last field of this name, in a form whose rows have fields of one name.
    pub async fn fill_last(&self, wanted: &Element, words: &str) -> Result<(), Error> {
        self.find(wanted).await?;
        let failed = |it| self.browser.failed(it);
        let last = self.all(wanted).await?.pop();
        let field = last.ok_or_else(|| self.browser.wrong(format!("{wanted} went away")))?;
        field.clear().await.map_err(failed)?;
        field.send_keys(words).await.map_err(failed)
    }

    /// Types a day, written as 2026-03-31, into a field of a day.
    pub async fn set_date(&self, wanted: &Element, date: &str) -> Result<(), Error> {
        let field = self.find(wanted).await?;
        // Chromium has a part of the field for each part of the day, in the order of its language.
        let typed = match (self.browser.kind(), date.split_once('-')) {
            (Kind::Chromium, Some((year, day))) => format!("{}{year}", day.replace('-', "")),
            (Kind::Chromium, None) | (Kind::Firefox, _) => date.to_owned(),
        };
        field.send_keys(typed).await.map_err(|it| self.browser.failed(it))?;
        self.holds(wanted, date).await
    }

    /// Types a time of day, written as 16:00, into a field of a time.
    pub async fn set_time(&self, wanted: &Element, time: &str) -> Result<(), Error> {
        let field = self.find(wanted).await?;
        // Chromium has twelve hours and two halves of the day, in the order of its language.
        let typed = match (self.browser.kind(), time.split_once(':')) {
            (Kind::Chromium, Some((hour, minute))) => {
                let hour: u8 = hour.parse().unwrap_or_default();
                let half = if hour < 12 { "AM" } else { "PM" };
                format!("{:02}{minute}{half}", (hour + 11) % 12 + 1)
            }
            (Kind::Chromium, None) | (Kind::Firefox, _) => time.to_owned(),
        };
        field.send_keys(typed).await.map_err(|it| self.browser.failed(it))?;
        self.holds(wanted, time).await
    }

    /// Puts the caret after the first `after` in a field and types there; where `instead_of` is not
    /// empty, what follows and equals it is typed over.
    pub async fn type_after(
        &self,
        wanted: &Element,
        after: &str,
        instead_of: &str,
        words: &str,
    ) -> Result<(), Error> {
        let field = self.find(wanted).await?;
        let failed = |it| self.browser.failed(it);
        let script = "const [field, after, over] = arguments;
            const at = field.value.indexOf(after + over);
            if (at < 0) return false;
            field.focus();
            field.setSelectionRange(at + after.length, at + after.length + over.length);
            return true;";
        let element = field.to_json().map_err(failed)?;
        let arguments = vec![element, json!(after), json!(instead_of)];
        if self.script(script, arguments).await? != json!(true) {
            return Err(self.browser.wrong(format!("{wanted} has no “{after}{instead_of}” in it")));
        }
        field.send_keys(words).await.map_err(failed)
    }

    /// Presses a key where the focus is.
    pub async fn key(&self, wanted: &Element, key: Key) -> Result<(), Error> {
        let field = self.find(wanted).await?;
        field.send_keys(key).await.map_err(|it| self.browser.failed(it))
    }

    /// Chooses the first option that starts with these words.
    pub async fn select(&self, wanted: &Element, words: &str) -> Result<(), Error> {
        let script = "const [field, words] = arguments;
            const option = [...field.options].find((one) => one.text.startsWith(words));
            return option ?? null";
        let began = Instant::now();
        loop {
            let field = self.find(wanted).await?;
            let field = field.to_json().map_err(|it| self.browser.failed(it))?;
            let option = self.browser.session()?.execute(script, vec![field, json!(words)]).await;
            // Options may still be on their way.
            if let Ok(option) = option.and_then(|option| option.element()) {
                match option.click().await {
                    Ok(()) => return Ok(()),
                    Err(error) if is_passing(&error) => {}
                    Err(error) => return Err(self.browser.failed(error)),
                }
            }
            self.pause(began, USUAL_LIMIT, &format!("{wanted} to offer “{words}”")).await?;
        }
    }

    /// Waits until just this stands in a field.
    pub async fn holds(&self, wanted: &Element, words: &str) -> Result<(), Error> {
        let began = Instant::now();
        while self.value_of(wanted).await? != words {
            self.pause(began, USUAL_LIMIT, &format!("{wanted} to hold “{words}”")).await?;
        }
        Ok(())
    }

    /// Gives a file or folder to a chooser.
    pub async fn choose(&self, wanted: &Element, path: &std::path::Path) -> Result<(), Error> {
        let chooser = self.find(wanted).await?;
        let path = path.display().to_string();
        chooser.send_keys(path).await.map_err(|it| self.browser.failed(it))
    }

    async fn pause(&self, began: Instant, limit: Duration, what: &str) -> Result<(), Error> {
        if began.elapsed() < limit {
            tokio::time::sleep(POLL_INTERVAL).await;
            return Ok(());
        }
        let text = self.text().await.unwrap_or_default();
        let start: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = start.chars().take(300).collect();
        Err(Error::Waited {
            who: self.browser.who().to_owned(),
            what: what.to_owned(),
            limit,
            instead: format!("there is: {start}"),
        })
    }
}

/// An element as the script that finds it wants it.
fn told(wanted: &Element) -> Value {
    let (how, name) = match &wanted.name {
        Fit::Is(name) => ("is", name),
        Fit::Starts(name) => ("starts", name),
        Fit::Has(name) => ("has", name),
    };
    let within = wanted.within.as_deref().map(told);
    json!({ "role": wanted.role, "how": how, "name": name, "within": within })
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

/// Goes by itself while a page is drawn or replaced.
fn is_passing(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::NoSuchElement(_)
            | WebDriverErrorInner::JavascriptError(_)
    )
}
