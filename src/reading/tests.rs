//! What is read becomes what can be drawn, and never more work than its length allows.

use super::*;

fn words(text: &str) -> Node {
    Node::Words(text.to_owned())
}

fn element(kind: Element, inside: Vec<Node>) -> Node {
    Node::Element { kind, inside }
}

#[test]
fn kno_1_headings_count_from_the_highest_and_a_repeated_title_is_left_out() {
    let nodes = reading("# Values \n\n## Care\n\n### How\n", "Values");
    let heading = |level, text| element(Element::Heading(level), vec![words(text)]);
    assert_eq!(nodes, [heading(0, "Care"), heading(1, "How")]);
    let nodes = reading("# Other\n", "Values");
    assert_eq!(nodes, [heading(0, "Other")]);
}

#[test]
fn kno_1_html_is_words() {
    let nodes = reading("<script>alert(1)</script>\n\na <b>b</b>", "");
    let paragraph = |text| element(Element::Paragraph, vec![words(text)]);
    assert_eq!(nodes, [paragraph("<script>alert(1)</script>\n"), paragraph("a <b>b</b>")]);
}

#[test]
fn kno_1_links_lead_to_pages_and_known_schemes_only() {
    let page = PageId([7; 16]);
    let to = |link: &str| match reading(&format!("[x](<{link}>)"), "").pop() {
        Some(Node::Element { mut inside, .. }) => match inside.pop() {
            Some(Node::Link { to, .. }) => to,
            other => panic!("not a link: {other:?}"),
        },
        other => panic!("not a paragraph: {other:?}"),
    };
    assert_eq!(to(&format!("page:{page}#part")), Target::Page(page));
    let thread = crate::id::ThreadId([7; 16]);
    assert_eq!(to(&format!("topic:{thread}")), Target::Thread(thread));
    assert_eq!(to("HTTPS://a.example/"), Target::Web("HTTPS://a.example/".to_owned()));
    assert_eq!(to("mailto:a@b.example"), Target::Web("mailto:a@b.example".to_owned()));
    for bad in
        ["javascript:alert(1)", "data:text/html,x", "page:zz", "topic:zz", "a.md", "//host/x"]
    {
        assert_eq!(to(bad), Target::Nowhere(bad.to_owned()));
    }
}

#[test]
fn kno_1_pictures_come_from_the_store() {
    let hash = BlobHash([3; 32]);
    let nodes = reading(&format!("![a *b*](blob:{hash}) ![c](https://d.example/e.png)"), "");
    let expected = vec![
        Node::Picture { from: Source::Store(hash), words: "a b".to_owned() },
        words(" "),
        Node::Picture {
            from: Source::Elsewhere("https://d.example/e.png".to_owned()),
            words: "c".to_owned(),
        },
    ];
    assert_eq!(nodes, [element(Element::Paragraph, expected)]);
}

#[test]
fn kno_1_nesting_has_an_end() {
    fn depth(nodes: &[Node]) -> usize {
        let inside = nodes.iter().map(|node| match node {
            Node::Element { inside, .. }
            | Node::Link { inside, .. }
            | Node::Footnote { inside, .. } => 1 + depth(inside),
            Node::Words(_)
            | Node::Code(_)
            | Node::CodeBlock { .. }
            | Node::LineBreak
            | Node::Rule
            | Node::Task(_)
            | Node::FootnoteMark(_)
            | Node::Picture { .. } => 0,
        });
        inside.max().unwrap_or(0)
    }
    let nodes = reading(&format!("{}deep", "> ".repeat(READING_NESTED_MAX)), "");
    assert_eq!(depth(&nodes), READING_DEPTH_MAX);
    let nodes = reading(&"*a **a ".repeat(20_000), "");
    assert!(depth(&nodes) <= READING_DEPTH_MAX + 1, "{}", depth(&nodes));
    let nodes = reading(&format!("{}deep{}", "*a".repeat(9_000), "*".repeat(9_000)), "");
    assert!(depth(&nodes) <= READING_DEPTH_MAX + 1, "{}", depth(&nodes));
}

#[test]
fn kno_1_what_would_take_too_long_is_shown_as_it_is() {
    let quotes = "> ".repeat(READING_NESTED_MAX + 1);
    let lists = "- ".repeat(999);
    let noted = [format!("[^a]: {lists}"), format!("a\r{lists}")];
    let nested = [quotes, ">".repeat(99_999), lists, "1) ".repeat(999)];
    for many in nested.into_iter().chain(noted) {
        let text = format!("{many}\n{}", "[a]: b\n".repeat(20_000));
        assert!(nests_too_deep(&text), "{}", &text[..20]);
        assert_eq!(reading(&text, ""), [element(Element::Paragraph, vec![words(&text)])]);
    }
    for good in ["-".repeat(500), "* ".repeat(20), "1".repeat(500), "> ".repeat(50)] {
        assert!(!nests_too_deep(&good), "{good}");
    }
    let long = "a ".repeat(READING_BYTES_MAX);
    assert_eq!(reading(&long, ""), [element(Element::Paragraph, vec![words(&long)])]);
}

#[test]
fn kno_1_a_table_has_a_head() {
    let nodes = reading("| a |\n|---|\n| b |\n", "");
    let cell = |kind, text| element(kind, vec![words(text)]);
    let head = element(Element::TableHead, vec![cell(Element::HeadCell, "a")]);
    let row = element(Element::Row, vec![cell(Element::Cell, "b")]);
    assert_eq!(nodes, [element(Element::Table, vec![head, row])]);
}
