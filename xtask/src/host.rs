//! A static host on loopback: GET in, files of one folder out, with the headers that any host of
//! this app should send. Serves nothing outside its folder and can be stopped and started again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use crate::Error;
use crate::finish::ALWAYS_FRESH;

/// Bytes of a request's head; browsers send under 2 KiB here.
const HEAD_BYTES_MAX: u64 = 16 * 1024;

/// How many request heads are remembered.
const HEARD_MAX: usize = 1000;

/// How long a client may take to say what it wants.
const READ_TIMEOUT: Duration = Duration::from_secs(10);

/// What is served.
#[derive(Debug, Clone)]
pub struct Content {
    pub folder: PathBuf,
    /// Files that take the place of those in the folder, by name.
    pub instead: BTreeMap<String, Vec<u8>>,
    /// Seconds by which its clock is ahead, or behind below zero, for tests of what takes days.
    pub ahead_s: Arc<AtomicI64>,
}

impl Content {
    fn now(&self) -> SystemTime {
        let ahead_s = self.ahead_s.load(Ordering::SeqCst);
        let size = Duration::from_secs(ahead_s.unsigned_abs());
        if ahead_s < 0 { SystemTime::now() - size } else { SystemTime::now() + size }
    }
}

/// A host that serves until this is dropped.
#[derive(Debug)]
pub struct Host {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    heard: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    /// Listens on this port of 127.0.0.1 (0: a free one) and serves at once.
    pub fn start(content: Content, port: u16) -> Result<Self, Error> {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let failed =
            |source| Error::Listen { address: wanted.to_string(), option: "--port PORT", source };
        let listener = TcpListener::bind(wanted).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let stop = Arc::new(AtomicBool::new(false));
        let policy = Arc::new(policy_of(&content));
        let content = Arc::new(content);
        let stopped = Arc::clone(&stop);
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hearing = Arc::clone(&heard);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (content, policy) = (Arc::clone(&content), Arc::clone(&policy));
                let heard = Arc::clone(&hearing);
                // A client that goes away in the middle is no concern of the others.
                thread::spawn(move || {
                    stream.and_then(|it| answer(it, &content, &policy, &heard)).ok()
                });
            }
        });
        Ok(Self { address, stop, heard, thread: Some(thread) })
    }

    /// The heads of the newest requests, for tests of what browsers tell a host.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the program is interrupted.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread out of waiting for a connection, so that it sees the flag.
        TcpStream::connect(self.address).ok();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// The page's own policy, with what only a header can say.
fn policy_of(content: &Content) -> String {
    let page = fs::read_to_string(content.folder.join("index.html")).unwrap_or_default();
    let start = "http-equiv=\"Content-Security-Policy\" content=\"";
    let policy = page.split(start).nth(1).and_then(|rest| rest.split('"').next());
    format!("{}; frame-ancestors 'none'", policy.unwrap_or("default-src 'self'"))
}

/// A request, as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    method: String,
    /// Decoded, without the leading slash, query and fragment.
    path: String,
}

fn answer(
    mut stream: TcpStream,
    content: &Content,
    policy: &str,
    heard: &Mutex<Vec<String>>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(READ_TIMEOUT))?;
    let head = read_head(&mut stream)?;
    remember(heard, &head);
    let Some(request) = head.lines().next().and_then(parse_request) else {
        return send((&mut stream, content.now()), "400 Bad Request", &[], b"", Body::Sent);
    };
    let body = match request.method.as_str() {
        "GET" => Body::Sent,
        "HEAD" => Body::Withheld,
        _ => {
            return send(
                (&mut stream, content.now()),
                "405 Method Not Allowed",
                &[],
                b"",
                Body::Sent,
            );
        }
    };
    let name = if request.path.is_empty() { "index.html" } else { &request.path };
    let Some(bytes) = bytes_of(content, name) else {
        return send((&mut stream, content.now()), "404 Not Found", &[], b"Not found\n", body);
    };
    let fresh = ALWAYS_FRESH.contains(&name) || !has_hash(name);
    let cache = if fresh { "no-cache" } else { "public, max-age=31536000, immutable" };
    let headers = [
        ("Content-Type", mime_of(name)),
        ("Cache-Control", cache),
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ];
    send((&mut stream, content.now()), "200 OK", &headers, &bytes, body)
}

/// The request up to its empty line.
fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(stream.take(HEAD_BYTES_MAX));
    let mut head = String::new();
    while lines.read_line(&mut head)? > 2 {}
    Ok(head)
}

fn remember(heard: &Mutex<Vec<String>>, head: &str) {
    let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    if heard.len() == HEARD_MAX {
        heard.remove(0);
    }
    heard.push(head.to_owned());
}

fn parse_request(line: &str) -> Option<Request> {
    let mut words = line.split_whitespace();
    let method = words.next()?.to_owned();
    let target = words.next()?.split(['?', '#']).next()?;
    let path = percent_decoded(target.strip_prefix('/')?)?;
    words.next()?.starts_with("HTTP/1.").then_some(Request { method, path })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn bytes_of(content: &Content, name: &str) -> Option<Vec<u8>> {
    if let Some(bytes) = content.instead.get(name) {
        return Some(bytes.clone());
    }
    let is_plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_plain || name.contains('\\') {
        return None;
    }
    fs::read(content.folder.join(name)).ok()
}

/// Whether the name carries the hash of its content, as `finish` writes it.
fn has_hash(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, end)| end.len() == 12 && end.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn mime_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the client asked for the body or for the head alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Sent,
    Withheld,
}

fn send(
    (stream, now): (&mut TcpStream, SystemTime),
    status: &str,
    headers: &[(&str, &str)],
    bytes: &[u8],
    body: Body,
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {status}\r\nDate: {}\r\n", http_date(now));
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", bytes.len()));
    stream.write_all(head.as_bytes())?;
    if body == Body::Sent {
        stream.write_all(bytes)?;
    }
    stream.flush()
}

/// The app reads it to notice a wrong clock, so it must be there and right.
fn http_date(now: SystemTime) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (mut year, mut day) = (1970, days);
    while day >= days_in_year(year) {
        day -= days_in_year(year);
        year += 1;
    }
    let leap = days_in_year(year) - 365;
    let lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while day >= lengths[month] {
        day -= lengths[month];
        month += 1;
    }
    format!(
        "{}, {:02} {} {year} {:02}:{:02}:{:02} GMT",
        WEEKDAYS[(days % 7) as usize],
        day + 1,
        MONTHS[month],
        second / 3600,
        second / 60 % 60,
        second % 60,
    )
}

fn days_in_year(year: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    365 + u64::from(leap)
}

#[cfg(test)]
#[path = "host_tests.rs"]
mod tests;
