//! Folders as site builders write them, and as nobody should.

mod handbook;

use proptest::prelude::*;

use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

fn folder(files: &[(&str, &str)]) -> Vec<ImportFile> {
    let file = |(path, text): &(&str, &str)| ImportFile {
        path: (*path).to_owned(),
        content: if path.ends_with(".png") { PNG.to_vec() } else { text.as_bytes().to_vec() },
    };
    files.iter().map(file).collect()
}

/// Plans a page `a/page.md` with neighbours, and gives its text with `page:` and `blob:` links.
fn written(text: &str) -> String {
    let plan = plan(folder(&[
        ("README.md", "# Start"),
        ("a/page.md", text),
        ("a/README.md", "# A"),
        ("a/b c.md", "# Spaces"),
        ("b/(odd).md", "# Odd"),
        (".gitbook/assets/p q.png", ""),
    ]));
    let page = plan.pages.iter().find(|page| page.path == "a/page.md").expect("planned");
    page.rewrite(&resolve)
}

fn resolve(target: &Target) -> Option<String> {
    Some(match target {
        Target::Page(path) => format!("page:{}", path.replace(' ', "_")),
        Target::Picture(path) => format!("blob:{}", path.replace(' ', "_")),
    })
}

#[track_caller]
fn check(before: &str, after: &str) {
    assert_eq!(written(before), after);
}

#[test]
fn inline_links_change_their_destination_only() {
    check("see [*b*  c](b%20c.md  'T') .", "see [*b*  c](page:a/b_c.md  'T') .");
    check("[x](<b c.md>)", "[x](page:a/b_c.md)");
    check("[x](<b c.md#Two words> \"t\")", "[x](page:a/b_c.md#Two%20words \"t\")");
    check("[x]( ../README.md#top )", "[x]( page:README.md#top )");
    check("[x](../b/(odd).md)", "[x](page:b/(odd).md)");
    check("[x](../b/\\(odd\\).md)", "[x](page:b/(odd).md)");
    check("[a\\]b](README.md)", "[a\\]b](page:a/README.md)");
    check("[`](`](README.md)", "[`](`](page:a/README.md)");
    check("> [x](\n> README.md)", "> [x](\n> README.md)");
    check("[](README.md)", "[](page:a/README.md)");
}

#[test]
fn pictures_and_links_around_them() {
    check("![p](../.gitbook/assets/p%20q.png)", "![p](blob:.gitbook/assets/p_q.png)");
    check(
        "[![p](</.gitbook/assets/p q.png>) x](/a/)",
        "[![p](blob:.gitbook/assets/p_q.png) x](page:a/README.md)",
    );
    check("| ![](/.gitbook/assets/p%20q.png) |\n|-|\n", {
        "| ![](blob:.gitbook/assets/p_q.png) |\n|-|\n"
    });
}

#[test]
fn references_change_at_their_definition() {
    check(
        "[x][one] and [one]\n\n[one]: b%20c.md 'T'\n[two]: <../README.md>\n",
        "[x][one] and [one]\n\n[one]: page:a/b_c.md 'T'\n[two]: page:README.md\n",
    );
}

#[test]
fn the_ways_sites_name_pages() {
    for path in ["../a/", "/a", "README.md", "index.html", "/a/README.md", "./README", "../a.md"] {
        check(&format!("[x]({path})"), "[x](page:a/README.md)");
    }
    for path in ["..", "../", "/", "../#"] {
        check(&format!("[x]({path})"), "[x](page:README.md)");
    }
    check("[x](page.html?raw=1#here)", "[x](page:a/page.md#here)");
}

#[test]
fn other_sites_code_and_headings_stay() {
    for text in [
        "[x](https://example.org/README.md)",
        "[x](mailto:a@example.org) <https://example.org>",
        "[x](//example.org/README.md)",
        "[x](#heading)",
        "`[x](README.md)`",
        "```\n[x](README.md)\n{% endhint %}\n<img src=\"p.png\">\n```",
        "<a href=\"README.md\">x</a>",
    ] {
        check(text, text);
    }
}

#[test]
fn links_to_nowhere_are_left_and_listed() {
    let plan = plan(folder(&[
        ("SUMMARY.md", "* [Gone](gone.md)"),
        ("a.md", "[x](b.md) [y](../../etc/passwd) ![z](z.png) [e]() [m](m.pdf)"),
        ("m.pdf", "%PDF"),
    ]));
    assert_eq!(plan.pages[0].rewrite(&resolve), plan.pages[0].text);
    let broken: Vec<(&str, &str)> =
        plan.broken_links.iter().map(|(page, to)| (page.as_str(), to.as_str())).collect();
    let from = |to| ("a.md", to);
    let mut expected = vec![("SUMMARY.md", "gone.md")];
    expected.extend(["b.md", "../../etc/passwd", "z.png", "", "m.pdf"].map(from));
    assert_eq!(broken, expected);
    assert_eq!(plan.skipped, [("m.pdf".to_owned(), FileFault::Unsupported)]);
}

#[track_caller]
fn check_title(path: &str, text: &str, title: &str, body: &str) {
    let plan = plan(folder(&[(path, text), ("SUMMARY.md", "* [Listed](listed.md)")]));
    let page = &plan.pages[0];
    assert_eq!((page.title.as_str(), page.text.as_str()), (title, body));
}

#[test]
fn titles_come_from_the_best_source() {
    check_title("a.md", "# A *b* `c`\n\nText", "A b c", "Text");
    check_title("a.md", "\n\nA\n===\nText", "A", "Text");
    check_title("a.md", "## Small\nText", "Small", "Text");
    check_title("a.md", "Note\n\n# Late\n", "Late", "Note\n\n# Late\n");
    check_title("a.md", "---\ntitle: 'Front: x'\n---\n\nText", "Front: x", "Text");
    let front = "---\ntitle: Front\ndescription: >-\n  Two\n  lines\n---\n\n# Head\n\nText";
    check_title("a.md", front, "Head", "Two lines\n\nText");
    check_title("listed.md", "Text", "Listed", "Text");
    check_title("a/good_old-name.md", "Text", "good old name", "Text");
    check_title("old names/README.md", "Text", "old names", "Text");
    check_title("a.md", "---\n\n*If* so\n", "a", "---\n\n*If* so\n");
    check_title("a.md", "\u{feff}# Win\r\n\r\nx\r\ny", "Win", "x\ny");
    let long = "x".repeat(IMPORT_TITLE_CHARS_MAX + 50);
    check_title("a.md", &format!("# {long}"), &long[..IMPORT_TITLE_CHARS_MAX], "");
}

#[test]
fn builders_notation_becomes_markdown() {
    check(
        "Before\n{% hint style=\"info\" %}\nMind\n\n* this\n{% endhint %}\nAfter",
        "Before\n\n> Mind\n> \n> * this\n\nAfter",
    );
    check("{% hint %}\nNever ends", "{% hint %}\nNever ends");
    check("{% embed url=\"https://e.org/a(b)\" %}", "[https://e.org/a(b)](https://e.org/a%28b%29)");
    check(
        "{% content-ref url=\"README.md\" %}\n[x](README.md)\n{% endcontent-ref %}\n",
        "[x](page:a/README.md)\n\n",
    );
    check("{% unknown %}", "{% unknown %}");
}

#[test]
fn simple_html_pictures_become_markdown() {
    let picture = "blob:.gitbook/assets/p_q.png";
    let source = "../.gitbook/assets/p q.png";
    check(&format!("<img src=\"{source}\" alt=\"A [b]\">"), &format!("![A b]({picture})"));
    check(&format!("x <img src='{source}' /> y"), &format!("x ![]({picture}) y"));
    check(
        &format!(
            "<figure><img src=\"{source}\" alt=\"\"><figcaption><p>Hi</p></figcaption></figure>"
        ),
        &format!("![Hi]({picture})"),
    );
    check(
        &format!("<div>\n    <img src=\"{source}\">\n\n</div>\n\nText"),
        &format!("![]({picture})\n\n</div>\n\nText"),
    );
    let script = "<div><script>x</script><img src=\"p.png\"></div>";
    check(script, script);
    check("<img src=\"javascript:x\">", "![](javascript:x)");
}

#[test]
fn files_that_are_not_what_they_say_are_named() {
    let files = vec![
        ImportFile { path: "h/bytes.md".to_owned(), content: vec![0xff, 0xfe, 0x00] },
        ImportFile { path: "h/zero.md".to_owned(), content: vec![b'a', 0] },
        ImportFile { path: "h/long.md".to_owned(), content: vec![b'a'; IMPORT_PAGE_BYTES_MAX + 1] },
        ImportFile { path: "h/fake.png".to_owned(), content: b"<html>".to_vec() },
        ImportFile { path: "h/run.exe".to_owned(), content: b"MZ".to_vec() },
        ImportFile { path: "h/../x.md".to_owned(), content: Vec::new() },
        ImportFile { path: "h/good.md".to_owned(), content: b"# Good".to_vec() },
        ImportFile { path: "h//good.md".to_owned(), content: b"# Twice".to_vec() },
        ImportFile { path: "h/.git/x.md".to_owned(), content: b"# Not ours".to_vec() },
    ];
    let plan = plan(files);
    let skipped: Vec<(&str, FileFault)> =
        plan.skipped.iter().map(|(path, fault)| (path.as_str(), *fault)).collect();
    assert_eq!(
        skipped,
        [
            ("h/../x.md", FileFault::BadPath),
            ("bytes.md", FileFault::NotText),
            ("zero.md", FileFault::NotText),
            ("long.md", FileFault::TooLarge),
            ("fake.png", FileFault::NotAPicture),
            ("run.exe", FileFault::Unsupported),
            ("good.md", FileFault::BadPath),
        ]
    );
    let pages: Vec<&str> = plan.pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(pages, ["Good"]);
}

#[test]
fn no_more_files_than_the_limit() {
    let files = (0..IMPORT_FILES_MAX + 2)
        .map(|number| ImportFile { path: format!("{number:05}.md"), content: Vec::new() });
    let plan = plan(files.collect());
    assert_eq!(plan.pages.len(), IMPORT_FILES_MAX);
    assert_eq!(plan.skipped.len(), 2);
    assert_eq!(plan.skipped[0].1, FileFault::TooMany);
}

fn markdown_soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "<",
        ">",
        "a.md",
        "b c.md",
        "#",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "    ",
        "```",
        "`",
        "\\",
        "&amp;",
        "{% hint %}",
        "{% endhint %}",
        "<img src=\"",
        "\">",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "</figcaption>",
        "<!--",
        "-->",
        "]: ",
        "é",
        "🧭",
        "---",
        "title: ",
        "|",
        "%20",
        "..",
        "/",
        "\"",
        "'",
        "=",
        "*",
        "[x](a.md)",
        "![](p.png)",
    ]);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_markdown_is_planned(text in markdown_soup()) {
        let plan = plan(folder(&[("a.md", &text), ("b c.md", "# B"), ("p.png", "")]));
        let page = plan.pages.iter().find(|page| page.path == "a.md").expect("planned");
        prop_assert!(!page.title.is_empty());
        let rewritten = page.rewrite(&resolve);
        let found: Vec<String> =
            links::find(&rewritten).into_iter().map(|link| link.destination).collect();
        for planned in &page.links {
            let led = resolve(&planned.target).expect("known");
            prop_assert!(found.iter().any(|to| to.starts_with(&led)), "{led} not in {rewritten:?}");
        }
    }

    #[test]
    fn any_bytes_under_any_path_are_planned(
        files in proptest::collection::vec((".{0,12}(\\.md|\\.png|)", any::<Vec<u8>>()), 0..6),
    ) {
        let count = files.len();
        let files =
            files.into_iter().map(|(path, content)| ImportFile { path, content }).collect();
        let plan = plan(files);
        prop_assert!(plan.pages.len() + plan.pictures.len() + plan.skipped.len() <= count);
    }
}

#[test]
fn endless_repetition_is_planned() {
    let pieces = [
        "[",
        "![",
        "![](a.md",
        "[x](a.md) ",
        "<img src=\"",
        "<img src=\"a\">",
        "<figure><img src=a>",
        "<a ",
        "{% hint %}\n{% endhint %}\n",
        "`",
        "> ",
        "[a]: a.md\n",
        "<!--",
        "](",
        "*[x](a.md)",
        "<figure><figcaption>",
        "# x\n",
        "| x ",
        "---\na: b\n",
        "<div\n",
        "\\",
        "![](<",
        "[a] ",
    ];
    for piece in pieces {
        let long = format!("[a]: {}\n\n", "x".repeat(60_000));
        let text = long + &piece.repeat(60_000 / piece.len());
        let plan = plan(folder(&[("a.md", &text)]));
        // Nobody means thirty thousand quotes in each other; the file is left out.
        let left_out = usize::from(piece == "> ");
        assert_eq!((plan.pages.len(), plan.skipped.len()), (1 - left_out, left_out), "{piece}");
        assert!(plan.broken_links.len() <= IMPORT_REPORT_ROWS_MAX, "{piece}");
    }
}

/// Where the links and pictures of a page lead, in their order.
fn targets(files: &[(&str, &str)], page: &str) -> Vec<String> {
    let plan = plan(folder(files));
    let found = plan.pages.iter().find(|one| one.path == page);
    let page = found.unwrap_or_else(|| panic!("{:?}", plan.pages));
    page.links.iter().map(|link| link.target.path().to_owned()).collect()
}

#[test]
fn ext_2_a_path_from_the_root_is_found_wherever_the_root_lies() {
    let text = "![x](/img/x.png) [a](/guide/b) [c](/guide/c.md#top) [home](/)";
    let site = |root: &str| -> Vec<(String, &str)> {
        ["README.md", "guide/a.md", "guide/b.md", "guide/c.md", "img/x.png"]
            .map(|path| (format!("{root}{path}"), if path == "guide/a.md" { text } else { "# T" }))
            .to_vec()
    };
    let as_files = |files: &[(String, &'static str)]| -> Vec<ImportFile> {
        let pairs: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        folder(&pairs)
    };
    let here = ["img/x.png", "guide/b.md", "guide/c.md", "README.md"];
    // The folder itself, a zip with one folder in it, the folder above with nothing else in it.
    for root in ["", "site/", "docs/site/"] {
        let plan = plan(as_files(&site(root)));
        let page = plan.pages.iter().find(|one| one.path == "guide/a.md").expect("planned");
        let found: Vec<&str> = page.links.iter().map(|link| link.target.path()).collect();
        assert_eq!((found, plan.broken_links.len()), (here.to_vec(), 0), "{root}");
        assert_eq!(plan.folder, if root.is_empty() { "" } else { "site" });
    }
    // The folder above, with something beside it: even with a file of that name at its top.
    let mut beside = site("site/");
    beside.push(("notes/n.md".to_owned(), "# N"));
    let plan = plan(as_files(&beside));
    let page = plan.pages.iter().find(|one| one.path == "site/guide/a.md").expect("planned");
    let found: Vec<&str> = page.links.iter().map(|link| link.target.path()).collect();
    assert_eq!(found, here.map(|path| format!("site/{path}")));
}

#[test]
fn ext_2_a_path_from_the_root_is_not_guessed() {
    // Site builders empty a folder into the root.
    let files = [("docs/a.md", "![x](/img/x.png)"), ("static/img/x.png", ""), ("b.md", "# B")];
    assert_eq!(targets(&files, "docs/a.md"), ["static/img/x.png"]);
    // Of two it is neither.
    let files = [
        ("docs/a.md", "![x](/img/x.png)"),
        ("one/img/x.png", ""),
        ("two/img/x.png", ""),
        ("b.md", "# B"),
    ];
    assert_eq!(targets(&files, "docs/a.md"), Vec::<String>::new());
    // A part of a site was picked: its links still begin at the root.
    let files = [("guides/a.md", "[b](/guides/b) [c](/other/c)"), ("guides/b.md", "# B")];
    assert_eq!(targets(&files, "a.md"), ["b.md"]);
}
