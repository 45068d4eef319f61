//! Texts made to hurt: whatever a page or a file holds, reading it costs time in proportion to its
//! length.

use phyle::exchange::ImportFile;
use phyle::exchange::markdown::plan;
use phyle::limits::IMPORT_PAGE_BYTES_MAX;
use phyle::reading::reading;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::cases;

/// Pieces that nest, open without an end, or make a parser look back.
const PIECES: &[&str] = &[
    "> ",
    "- ",
    "1. ",
    "* ",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "[a]",
    "[a](",
    "](",
    ")",
    "![",
    "![a](b)",
    "<",
    "<a ",
    "<!--",
    "<![CDATA[",
    "<?",
    "<img src=\"a\">",
    "<img ",
    "<figure><img src=a><figcaption>",
    "</",
    "&",
    "&amp;",
    "\\",
    "|",
    "|-|\n",
    "|a|b|\n|-|-|\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "[^a]",
    "[^a]: ",
    "[a]: b\n",
    "[a]: <",
    "{% hint %}\n",
    "{% tab ",
    "# ",
    "===\n",
    "---\n",
    "```\n",
    "a",
    " a ",
    "é",
    "\u{0}",
    "https://a.b ",
    "a*",
    "*a ",
    "_a ",
    "*a **a ",
    "[a][b]",
    "[[",
    "]]",
    "(",
    "![[]()",
    "<a>",
    "<b>",
    "'",
    "\"",
    "<a b='",
];

fn files(text: &str) -> Vec<ImportFile> {
    vec![ImportFile { path: "a.md".to_owned(), content: text.as_bytes().to_vec() }]
}

proptest! {
    #![proptest_config(Config { cases: cases(), ..Config::default() })]

    #[test]
    fn any_pieces_are_read(
        pieces in prop::collection::vec((0..PIECES.len(), 1_usize..40), 0..12),
    ) {
        let text: String = pieces.iter().map(|(at, times)| PIECES[*at].repeat(*times)).collect();
        drop(reading(&text, "a"));
        for page in plan(files(&text)).pages {
            drop(page.rewrite(&|_| Some("page:x".to_owned())));
        }
    }
}

#[test]
fn a_folder_of_deep_nests_is_planned_at_once() {
    let nest = "> ".repeat(IMPORT_PAGE_BYTES_MAX / 4) + &"\n|-|".repeat(IMPORT_PAGE_BYTES_MAX / 8);
    let deep =
        |number| ImportFile { path: format!("{number}.md"), content: nest.as_bytes().to_vec() };
    let plan = plan((0..200).map(deep).collect());
    assert_eq!((plan.pages.len(), plan.skipped.len()), (0, 200));
}
