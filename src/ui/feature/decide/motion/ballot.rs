//! The reader's vote: what they said, with the way to change it, or the form to say it. A reason that
//! was typed is kept on this device until the vote is given.

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, MotionAct, Writing};
use crate::message::model::{BallotView, MotionState};
use crate::message::motion::{BallotKind, Choice, Method, MotionFault};
use crate::ui::feature::decide::motion::{Open, options, ranking};
use crate::ui::feature::decide::saying;
use crate::ui::feature::talk::composer::{forget, kept, post_languages};
use crate::ui::format;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::{segments, text_area_with};
use crate::ui::kit::fresh_id;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// What is picked among the large buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pick {
    For,
    Against,
    Agree,
    Object,
    /// What stands in the fields of the options.
    Answer,
    Abstain,
    /// No vote yet: a question.
    Ask,
}

/// What a ballot gives each option.
pub type Given = StoredValue<Vec<RwSignal<Option<u32>>>>;

/// What the part hangs on: when this changes, the question is another.
#[derive(Clone, PartialEq)]
struct Asked {
    is_open: bool,
    may_vote: bool,
    opened: crate::clock::Timestamp,
    method: Method,
    options: Vec<String>,
}

/// The part of the page.
pub fn ballot(open: Open) -> AnyView {
    let asked = open.slice(|view| Asked {
        is_open: view.card.state == MotionState::Open,
        may_vote: view.card.may_vote,
        opened: view.card.opened,
        method: view.card.method,
        options: view.options.clone(),
    });
    (move || {
        let asked = asked.get()?;
        if !asked.is_open || open.here.is_former {
            return None;
        }
        if !asked.may_vote {
            return Some(note(NoteTone::Info, words::motion::not_elector()));
        }
        Some(untrack(|| mine_or_form(open, asked)))
    })
    .into_any()
}

fn mine_or_form(open: Open, asked: Asked) -> AnyView {
    let me = open.here.me();
    let mine =
        open.slice(move |view| view.ballots.iter().find(|ballot| Some(ballot.by) == me).cloned());
    let mine = Memo::new(move |_| mine.get().flatten());
    let is_changing = RwSignal::new(false);
    let asked = StoredValue::new(asked);
    let inside = move || match mine.get() {
        Some(mine) if !is_changing.get() => said(open, asked, &mine, is_changing),
        mine => untrack(|| Form::new(open, asked, mine.as_ref(), is_changing).draw(mine.is_some())),
    };
    part("vote", words::motion::your_vote(), (), inside.into_any())
}

fn said(
    open: Open,
    asked: StoredValue<Asked>,
    mine: &BallotView,
    is_changing: RwSignal<bool>,
) -> AnyView {
    let (at, reason) = (mine.at, mine.reason.clone());
    let choice = asked.with_value(|asked| saying::mine(&mine.choice, asked.method, &asked.options));
    let when = move || words::motion::given_at(&format::moment(at, open.here.store.now().get()));
    let reason =
        (!reason.is_empty()).then(|| view! { <blockquote dir="auto">{reason}</blockquote> });
    view! {
        <div class="my-vote">
            <p class="said with-icon">{icon("check")} <span dir="auto">{choice}</span></p>
            {reason}
            <p class="meta">{when}</p>
            <p class="actions">
                {button(Weight::Plain, words::motion::change(), move || is_changing.set(true))}
            </p>
        </div>
    }
    .into_any()
}

/// The fields of a vote.
#[derive(Clone, Copy)]
struct Form {
    open: Open,
    asked: StoredValue<Asked>,
    pick: RwSignal<Option<Pick>>,
    given: Given,
    reason: RwSignal<String>,
    question: RwSignal<String>,
    language: RwSignal<String>,
    error: RwSignal<String>,
    busy: RwSignal<bool>,
    is_changing: RwSignal<bool>,
}

impl Form {
    fn new(
        open: Open,
        asked: StoredValue<Asked>,
        mine: Option<&BallotView>,
        is_changing: RwSignal<bool>,
    ) -> Self {
        let (kind, count) = asked.with_value(|asked| (asked.method.ballot(), asked.options.len()));
        let before = match mine.map(|mine| &mine.choice) {
            Some(Choice::Points(given) | Choice::Ranks(given)) => given.clone(),
            Some(
                Choice::For | Choice::Against | Choice::Abstain | Choice::Agree | Choice::Object,
            )
            | None => Vec::new(),
        };
        let given =
            (0..count).map(|option| RwSignal::new(before.get(option).copied().flatten())).collect();
        let reason = kept(open.here, &format!("reason-{}", open.id));
        if let Some(mine) = mine
            && reason.with_untracked(String::is_empty)
        {
            reason.set(mine.reason.clone());
        }
        Self {
            open,
            asked,
            pick: RwSignal::new(pick_of(mine.map(|mine| &mine.choice), kind)),
            given: StoredValue::new(given),
            reason,
            question: kept(open.here, &format!("question-{}", open.id)),
            language: post_languages(open.here).1,
            error: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            is_changing,
        }
    }

    fn draw(self, is_given: bool) -> AnyView {
        let send = move |event: ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        Effect::new(move |_| {
            self.pick.track();
            self.error.set(String::new());
        });
        let words_field = move || {
            if self.pick.get() == Some(Pick::Ask) {
                let (label, hint) = (words::motion::question(), words::motion::question_hint());
                text_area_with(label, hint, self.question, self.error.into())
            } else {
                let needed = self.pick.get() == Some(Pick::Object);
                let label = match needed {
                    true => words::motion::reason_needed(),
                    false => words::motion::reason(),
                };
                text_area_with(label, words::motion::reason_hint(), self.reason, self.error.into())
            }
        };
        let label = move || match self.pick.get() {
            Some(Pick::Ask) => words::motion::ask(),
            Some(_) | None => words::motion::give(),
        };
        let back = is_given.then(|| {
            button(Weight::Quiet, words::motion::keep_it(), move || self.is_changing.set(false))
        });
        view! {
            <form class="stack-small" on:submit=send novalidate>
                {self.picks()}
                {words_field}
                <div class="actions">
                    {move || submit(label(), self.busy.into())}
                    {back}
                </div>
            </form>
        }
        .into_any()
    }

    fn picks(self) -> AnyView {
        let (method, names) = self.asked.with_value(|asked| (asked.method, asked.options.clone()));
        match method.ballot() {
            BallotKind::Vote => large_buttons(self.pick, &[Pick::For, Pick::Against]),
            BallotKind::Stance => large_buttons(self.pick, &[Pick::Agree, Pick::Object]),
            BallotKind::Points | BallotKind::Ranks => {
                let ways = vec![
                    (Some(Pick::Answer), words::motion::your_vote()),
                    (Some(Pick::Abstain), words::motion::choose_abstain()),
                    (Some(Pick::Ask), words::motion::choose_ask()),
                ];
                let (given, here) = (self.given, self.open.here);
                let fields = move || {
                    (self.pick.get() == Some(Pick::Answer)).then(|| {
                        let names = names.clone();
                        untrack(|| match method.ballot() {
                            BallotKind::Ranks => ranking::ranking(names, given),
                            BallotKind::Vote | BallotKind::Stance | BallotKind::Points => {
                                options::options(here, method, names, given)
                            }
                        })
                    })
                };
                view! {
                    {segments(words::motion::your_vote(), ways, self.pick)}
                    {fields}
                }
                .into_any()
            }
        }
    }

    fn choice(self) -> Result<Choice, String> {
        let method = self.asked.with_value(|asked| asked.method);
        match self.pick.get_untracked() {
            Some(Pick::For) => Ok(Choice::For),
            Some(Pick::Against) => Ok(Choice::Against),
            Some(Pick::Agree) => Ok(Choice::Agree),
            Some(Pick::Abstain) => Ok(Choice::Abstain),
            Some(Pick::Object) if self.reason.with_untracked(|text| text.trim().is_empty()) => {
                Err(words::fault::fault(MotionFault::ReasonMissing))
            }
            Some(Pick::Object) => Ok(Choice::Object),
            Some(Pick::Answer) => {
                let given: Vec<Option<u32>> = self
                    .given
                    .with_value(|given| given.iter().map(|one| one.get_untracked()).collect());
                let least = if method == Method::TimePoll { 0 } else { 1 };
                if !given.iter().any(|one| one.is_some_and(|one| one >= least)) {
                    return Err(words::motion::nothing_chosen());
                }
                Ok(match method.ballot() {
                    BallotKind::Ranks => Choice::Ranks(given),
                    BallotKind::Vote | BallotKind::Stance | BallotKind::Points => {
                        Choice::Points(given)
                    }
                })
            }
            Some(Pick::Ask) | None => Err(words::motion::choose_first()),
        }
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.error.set(String::new());
        let is_question = self.pick.get_untracked() == Some(Pick::Ask);
        let act = if is_question {
            Ok(MotionAct::Remark {
                body: self.question.get_untracked().trim().to_owned(),
                language: self.language.get_untracked(),
            })
        } else {
            self.choice().map(|choice| MotionAct::CastBallot {
                choice,
                reason: self.reason.get_untracked().trim().to_owned(),
            })
        };
        let act = match act {
            Ok(act) => act,
            Err(why) => return self.error.set(why),
        };
        self.busy.set(true);
        let (here, motion) = (self.open.here, self.open.id);
        let command = Command::write(here.id, Writing::Motion { motion, act });
        here.store.ask(command, move |answer| {
            // Whoever left the page meanwhile took the signals along.
            self.busy.try_set(false);
            match answer {
                Ok(_) if is_question => {
                    self.question.try_set(String::new());
                    forget(here, &format!("question-{motion}"));
                    here.store.say(words::motion::asked());
                }
                Ok(_) => {
                    self.reason.try_set(String::new());
                    forget(here, &format!("reason-{motion}"));
                    self.is_changing.try_set(false);
                    here.store.say(words::motion::given());
                }
                Err(refusal) => {
                    self.error.try_set(words::refusal::refusal(&refusal));
                }
            }
        });
    }
}

fn pick_of(choice: Option<&Choice>, kind: BallotKind) -> Option<Pick> {
    match (choice, kind) {
        (None, BallotKind::Points | BallotKind::Ranks) => Some(Pick::Answer),
        (None, BallotKind::Vote | BallotKind::Stance) => None,
        (Some(choice), _) => Some(match choice {
            Choice::For => Pick::For,
            Choice::Against => Pick::Against,
            Choice::Abstain => Pick::Abstain,
            Choice::Agree => Pick::Agree,
            Choice::Object => Pick::Object,
            Choice::Points(_) | Choice::Ranks(_) => Pick::Answer,
        }),
    }
}

fn large_buttons(pick: RwSignal<Option<Pick>>, own: &[Pick]) -> AnyView {
    let group = fresh_id("vote");
    let order = match own {
        [yes, no] => [*yes, *no, Pick::Abstain, Pick::Ask],
        _ => [Pick::For, Pick::Against, Pick::Abstain, Pick::Ask],
    };
    let buttons = order
        .map(|one| {
            let (tag, name, label, words) = look_of(one);
            let words = words.map(|words| view! { <small>{words}</small> });
            view! {
                <label data-choice=tag>
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=move || pick.get() == Some(one)
                        on:change=move |_| pick.set(Some(one))
                    />
                    {icon(name)}
                    {label}
                    {words}
                </label>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <fieldset>
            <legend class="visually-hidden">{words::motion::your_vote()}</legend>
            <div class="ballot-buttons">{buttons}</div>
        </fieldset>
    }
    .into_any()
}

/// The mark, icon and words of a large button.
fn look_of(pick: Pick) -> (&'static str, &'static str, String, Option<String>) {
    match pick {
        Pick::For => ("for", "check", words::motion::choose_for(), None),
        Pick::Against => ("against", "x", words::motion::choose_against(), None),
        Pick::Agree | Pick::Answer => {
            ("for", "check", words::motion::choose_agree(), Some(words::motion::agree_note()))
        }
        Pick::Object => {
            ("against", "hand", words::motion::choose_object(), Some(words::motion::object_note()))
        }
        Pick::Abstain => (
            "abstain",
            "stop",
            words::motion::choose_abstain(),
            Some(words::motion::abstain_note()),
        ),
        Pick::Ask => ("ask", "talk", words::motion::choose_ask(), Some(words::motion::ask_note())),
    }
}
