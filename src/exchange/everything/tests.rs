//! What goes out comes in again.

use super::*;
use crate::clock::{Repeats, Timestamp};
use crate::exchange::markdown::{self, Target};
use crate::exchange::zip::{ZipLimits, pack::write_zip, read_zip};
use crate::id::CommandId;
use crate::message::calendar::Plan;

fn about() -> About {
    About {
        id: CommunityId([7; 32]),
        name: "Four Shores".to_owned(),
        sentence: "An edition.".to_owned(),
        on: "2026-04-05".parse().expect("a day"),
        base: Some("EUR".parse().expect("known")),
    }
}

fn page(number: u8, path: &str, title: &str, text: String) -> PageOut {
    let (path, title) = (path.to_owned(), title.to_owned());
    PageOut { id: PageId([number; 16]), path, title, credit: String::new(), text }
}

fn picture() -> PictureOut {
    let bytes = b"\x89PNG\r\n\x1a\nand so on".to_vec();
    PictureOut { hash: BlobHash([5; 32]), mime: "image/png".to_owned(), bytes }
}

fn taken() -> Taken {
    let (hash, other) = (picture().hash, PageId([1; 16]));
    let pages = vec![
        page(1, "guides/values", "Values", "What we hold dear.\n".to_owned()),
        page(
            2,
            "",
            "How we work",
            format!("See [values](page:{other}).\n\n![A plate](blob:{hash})\n"),
        ),
    ];
    let (readme, pictures, events) = ("Read this.".to_owned(), vec![picture()], vec![event()]);
    Taken { readme, pages, pictures, topics: vec![topic()], events }
}

fn topic() -> TopicOut {
    let post = |id: u8, by: &str, body: &str, reply_to: Option<u8>| PostOut {
        id: CommandId([id; 16]),
        by: by.to_owned(),
        at: Timestamp(1_772_532_000_000 + u64::from(id) * 60_000),
        language: "en".to_owned(),
        body: body.to_owned(),
        reply_to: reply_to.map(|id| CommandId([id; 16])),
    };
    let posts =
        vec![post(1, "Ana", "Who brings it?\n# I do not", None), post(2, "Ben", "I do.", Some(1))];
    TopicOut { title: "The bread: / when\n# now".to_owned(), posts }
}

#[test]
fn ext_1_topics_go_out_as_they_are_read() {
    let files = files(&about(), &taken(), Vec::new());
    let file = files.iter().find(|file| file.path.starts_with("talk/")).expect("a topic");
    assert_eq!(file.path, "talk/The bread when now.md");
    let expected = "# The bread: / when # now\n\n\
        ## Ana, 2026-03-03 10:01 UTC (en)\n\nWho brings it?\n\\# I do not\n\n\
        ## Ben, 2026-03-03 10:02 UTC (en), to Ana\n\nI do.\n";
    assert_eq!(String::from_utf8_lossy(&file.content), expected);
}

fn event() -> EventOut {
    let plan = Plan {
        title: "Our Tuesday call".to_owned(),
        about: String::new(),
        first: "2026-03-03".parse().expect("a day"),
        time: "16:00".parse().expect("a time"),
        zone: "Europe/Madrid".to_owned(),
        minutes: 20,
        repeats: Repeats::Weekly,
        until: None,
    };
    EventOut { id: "call@phyle".to_owned(), said: Timestamp(0), plan }
}

const JOURNAL_TEXT: &str = "commodity 1000.00 EUR\n\
    2026-03-28 (a) It was paid\n    assets:bank  10.00 EUR\n    income:edition  -10.00 EUR\n";

#[test]
fn ext_1_what_is_taken_along_comes_in_again() {
    let texts = vec![(journal_path(), JOURNAL_TEXT.to_owned())];
    let bytes = write_zip(&files(&about(), &taken(), texts));
    let contents = read_zip(&bytes, ZipLimits::default()).expect("a zip");
    assert_eq!(contents.skipped, Vec::new());
    assert_eq!(contents.files[0].path, "README.txt");
    let calendar = contents.files.iter().find(|file| file.path == "calendar.ics");
    let calendar = calendar.map(|file| file.content.clone());
    assert_eq!(calendar, Some(events_file(&[event()]).into_bytes()));
    let along = read(contents, |name| format!("{name} keeps it.")).expect("a community's files");
    assert_eq!((along.about.clone(), along.page_count()), (about(), 2));
    let said: Vec<&str> = along.books.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(said, ["It was paid", "Four Shores keeps it."]);
    let origin = along.books[0].origin.as_ref().expect("it comes from there");
    assert_eq!(origin.file, format!("phyle:{}", about().id));
    let plan = markdown::plan(along.pages);
    assert_eq!((plan.skipped, plan.broken_links, plan.unused), Default::default());
    let places: Vec<(&str, &str)> =
        plan.pages.iter().map(|page| (page.place.as_str(), page.title.as_str())).collect();
    assert_eq!(places, [("How we work", "How we work"), ("guides/values", "Values")]);
    let text = plan.pages[0].rewrite(&|target| match target {
        Target::Page(path) => Some(format!("page:{path}")),
        Target::Picture(path) => Some(format!("blob:{path}")),
    });
    let hash = picture().hash;
    assert_eq!(
        text,
        format!("See [values](page:guides/values.md).\n\n![A plate](blob:pictures/{hash}.png)\n")
    );
    assert_eq!(plan.pictures.len(), 1);
}

#[test]
fn ext_1_pictures_that_no_page_shows_lie_apart() {
    let taken = Taken { pages: Vec::new(), events: Vec::new(), ..taken() };
    let files = files(&about(), &taken, Vec::new());
    assert!(files.last().is_some_and(|file| file.path.starts_with("other-pictures/")));
    assert!(files.iter().all(|file| file.path != "calendar.ics"), "nothing is planned");
}

#[test]
fn ext_1_a_zip_of_something_else_is_told_to_be_so() {
    let contents = |files| ZipContents { files, skipped: Vec::new() };
    assert_eq!(read(contents(Vec::new()), str::to_owned), Err(NotTaken::Unknown));
    let path = "community.json".to_owned();
    let odd = ImportFile { path, content: b"{}".to_vec() };
    assert_eq!(read(contents(vec![odd]), str::to_owned), Err(NotTaken::Unknown));
    let texts = vec![(journal_path(), "2026-03-28 Half\n    assets:bank  1.00 EUR\n".to_owned())];
    let wrong = read(contents(files(&about(), &taken(), texts)), str::to_owned);
    assert!(matches!(&wrong, Err(NotTaken::Journal(faults)) if !faults.is_empty()), "{wrong:?}");
}
