//! Tests of the static host, over real sockets.

use super::*;

fn content(name: &str) -> Content {
    let folder = std::env::temp_dir().join(format!("phyle-host-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let page = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"#;
    fs::write(folder.join("index.html"), page).expect("a file can be written");
    fs::write(folder.join("engine-0123456789ab.wasm"), "code").expect("a file can be written");
    let instead = BTreeMap::from([("meeting.json".into(), b"{}".to_vec())]);
    Content { folder, instead, ahead_s: Arc::default() }
}

fn get(host: &Host, line: &str) -> String {
    let mut stream = TcpStream::connect(host.address).expect("the host listens");
    write!(stream, "{line}\r\nHost: localhost\r\n\r\n").expect("the host reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the host answers in text");
    answer
}

#[test]
fn files_come_with_their_headers() {
    let content = content("headers");
    let host = Host::start(content.clone(), 0).expect("a free port");
    let page = get(&host, "GET / HTTP/1.1");
    assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
    assert!(page.contains("default-src 'none'; frame-ancestors 'none'\r\n"), "{page}");
    assert!(page.contains("Cache-Control: no-cache\r\n") && page.contains("\r\nDate: "));
    let code = get(&host, "GET /engine-0123456789ab.wasm?v=1 HTTP/1.1");
    assert!(code.contains("application/wasm") && code.contains("immutable"), "{code}");
    assert!(get(&host, "HEAD /meeting.json HTTP/1.1").ends_with("\r\n\r\n"));
    assert!(get(&host, "GET /meeting.json HTTP/1.1").ends_with("{}"));
    drop(host);
    fs::remove_dir_all(content.folder).expect("the temporary folder can be removed");
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let content = content("outside");
    let host = Host::start(content.clone(), 0).expect("a free port");
    let lines = ["GET /../Cargo.toml", "GET /%2e%2e/Cargo.toml", "GET //etc/hostname", "GET /a%2"];
    for line in lines {
        let answer = get(&host, &format!("{line} HTTP/1.1"));
        assert!(answer.starts_with("HTTP/1.1 4"), "{line}: {answer}");
    }
    assert!(get(&host, "POST / HTTP/1.1").starts_with("HTTP/1.1 405"));
    drop(host);
    fs::remove_dir_all(content.folder).expect("the temporary folder can be removed");
}

#[test]
fn a_stopped_host_can_start_again_on_its_port() {
    let content = content("again");
    let host = Host::start(content.clone(), 0).expect("a free port");
    let port = host.port();
    drop(host);
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
    let host = Host::start(content.clone(), port).expect("the same port");
    assert!(get(&host, "GET / HTTP/1.1").starts_with("HTTP/1.1 200"));
    drop(host);
    fs::remove_dir_all(content.folder).expect("the temporary folder can be removed");
}

#[test]
fn dates_are_those_of_the_calendar() {
    let at = |seconds| http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    assert_eq!(at(0), "Thu, 01 Jan 1970 00:00:00 GMT");
    assert_eq!(at(951_827_696), "Tue, 29 Feb 2000 12:34:56 GMT");
    assert_eq!(at(4_102_444_799), "Thu, 31 Dec 2099 23:59:59 GMT");
}
