//! Two windows and an engine that edit one page, with every message held back as long as the case
//! says: in the end all three show one text, and no letter that was typed is missing.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::*;

/// What the engine says to a window.
#[derive(Clone)]
enum Told {
    Spliced(u64, Vec<Splice>, Option<CommandId>),
    Whole(u64, String),
    Done(u64),
    Refused(u64),
}

/// The engine's side: every outcome since version 0, and the text they led to.
#[derive(Default)]
struct Engine {
    text: String,
    outcomes: Vec<Vec<Splice>>,
}

impl Engine {
    fn edit(&mut self, edit: &Edit) -> Vec<Splice> {
        let since: Vec<Splice> = self.outcomes[edit.base as usize..].concat();
        let (_, splices) = transform(&since, &edit.splices);
        self.text = applied(&self.text, &splices);
        self.outcomes.push(splices.clone());
        splices
    }

    fn version(&self) -> u64 {
        self.outcomes.len() as u64
    }
}

#[derive(Default)]
struct Window {
    live: LiveText,
    to_engine: VecDeque<(CommandId, Edit)>,
    to_window: VecDeque<Told>,
}

struct World {
    engine: Engine,
    windows: [Window; 2],
    next: u8,
}

/// One thing that happens.
#[derive(Debug, Clone)]
enum Happens {
    Types {
        window: usize,
        at: usize,
        words: String,
    },
    RubsOut {
        window: usize,
        at: usize,
    },
    Sends {
        window: usize,
    },
    Arrives {
        window: usize,
    },
    Hears {
        window: usize,
    },
    /// The engine refuses the next edit, as one that knows too old a version.
    Refuses {
        window: usize,
    },
    /// The window asks for the page anew.
    Rewatches {
        window: usize,
    },
}

impl World {
    fn new() -> Self {
        let mut world = Self { engine: Engine::default(), windows: Default::default(), next: 0 };
        for window in &mut world.windows {
            window.live.whole(0, String::new());
        }
        world
    }

    fn happens(&mut self, what: &Happens) {
        match what {
            Happens::Types { window, at, words } => {
                let live = &mut self.windows[*window].live;
                let mut letters: Vec<char> = live.shown().chars().collect();
                let at = at % (letters.len() + 1);
                letters.splice(at..at, words.chars());
                live.write(&letters.into_iter().collect::<String>());
            }
            Happens::RubsOut { window, at } => {
                let live = &mut self.windows[*window].live;
                let mut letters: Vec<char> = live.shown().chars().collect();
                if !letters.is_empty() {
                    letters.remove(at % letters.len());
                    live.write(&letters.into_iter().collect::<String>());
                }
            }
            Happens::Sends { window } => self.send(*window),
            Happens::Arrives { window } => self.arrive(*window),
            Happens::Hears { window } => self.hear(*window),
            Happens::Refuses { window } => {
                if let Some((_, edit)) = self.windows[*window].to_engine.pop_front() {
                    self.windows[*window].to_window.push_back(Told::Refused(edit.number));
                }
            }
            Happens::Rewatches { window } => {
                let whole = Told::Whole(self.engine.version(), self.engine.text.clone());
                self.windows[*window].to_window.push_back(whole);
            }
        }
    }

    fn send(&mut self, window: usize) {
        let window = &mut self.windows[window];
        if let Some(edit) = window.live.take_edit() {
            self.next += 1;
            let id = CommandId([self.next; 16]);
            window.live.sent(id);
            window.to_engine.push_back((id, edit));
        }
    }

    fn arrive(&mut self, from: usize) {
        let Some((id, edit)) = self.windows[from].to_engine.pop_front() else { return };
        let splices = self.engine.edit(&edit);
        let version = self.engine.version();
        for (at, window) in self.windows.iter_mut().enumerate() {
            let own = (at == from).then_some(id);
            window.to_window.push_back(Told::Spliced(version, splices.clone(), own));
        }
        self.windows[from].to_window.push_back(Told::Done(edit.number));
    }

    fn hear(&mut self, window: usize) {
        let window = &mut self.windows[window];
        match window.to_window.pop_front() {
            Some(Told::Spliced(version, splices, own)) => {
                window.live.spliced(version, &splices, own);
            }
            Some(Told::Whole(version, text)) => window.live.whole(version, text),
            Some(Told::Done(number)) => window.live.done(number),
            Some(Told::Refused(number)) => window.live.refused(number),
            None => {}
        }
    }

    fn settle(&mut self) {
        for _ in 0..1_000 {
            for window in 0..2 {
                self.send(window);
                self.arrive(window);
                self.hear(window);
            }
        }
    }
}

fn happens() -> impl Strategy<Value = Happens> {
    let window = 0..2_usize;
    prop_oneof![
        4 => (window.clone(), 0..40_usize, "[a-z🌊é]{1,3}")
            .prop_map(|(window, at, words)| Happens::Types { window, at, words }),
        2 => (window.clone(), 0..40_usize).prop_map(|(window, at)| Happens::RubsOut { window, at }),
        3 => window.clone().prop_map(|window| Happens::Sends { window }),
        3 => window.clone().prop_map(|window| Happens::Arrives { window }),
        5 => window.prop_map(|window| Happens::Hears { window }),
    ]
}

fn troubled() -> impl Strategy<Value = Happens> {
    let window = 0..2_usize;
    prop_oneof![
        12 => happens(),
        1 => window.clone().prop_map(|window| Happens::Refuses { window }),
        1 => window.prop_map(|window| Happens::Rewatches { window }),
    ]
}

proptest! {
    #[test]
    fn two_windows_come_to_one_text(steps in proptest::collection::vec(happens(), 0..80)) {
        let mut world = World::new();
        for step in &steps {
            world.happens(step);
        }
        world.settle();
        for window in &world.windows {
            prop_assert!(window.live.is_settled());
            prop_assert_eq!(window.live.shown(), world.engine.text.clone());
        }
    }

    #[test]
    fn refusals_and_new_beginnings_lose_nothing(
        steps in proptest::collection::vec(troubled(), 0..80),
    ) {
        let mut world = World::new();
        for step in &steps {
            world.happens(step);
        }
        world.settle();
        for window in &world.windows {
            prop_assert!(window.live.is_settled());
            prop_assert_eq!(window.live.shown(), world.engine.text.clone());
        }
    }
}

#[test]
fn what_is_typed_while_an_edit_is_refused_stays() {
    let mut live = LiveText::default();
    live.whole(3, "sea".to_owned());
    live.write("the sea");
    let first = live.take_edit().expect("typed");
    assert_eq!(first.base, 3);
    live.sent(CommandId([1; 16]));
    live.write("the sea rises");
    live.refused(first.number);
    live.whole(9, "sea of ice".to_owned());
    assert_eq!(live.shown(), "the sea of ice rises");
    assert_eq!(live.take_edit().expect("both are sent again").base, 9);
}
