//! Who has yet to vote is reminded while the program runs: what was given is kept, so that a restart does
//! not give it again, but for one that comes before it is durable.

use crate::clock::{DAY_MS, Date, Timestamp};
use crate::domain::motion::reminding::Waiting;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::io::Effect;
use crate::id::MotionId;
use crate::message::model::ViewKey;
use crate::message::{FromEngine, Reminder};
use crate::projection::motion::{MotionAbout, SummaryStage};

impl Community {
    /// Motions that wait for the vote of this device's member, as lists know them.
    fn waiting_for_me(&self) -> impl Iterator<Item = (MotionId, &MotionAbout)> {
        let me = self.me();
        let is_voter = self.is_member() && self.authority().voters.contains(&me);
        self.unsettled().iter().filter_map(move |motion| {
            let about = self.about_motion(*motion)?;
            let waits = is_voter
                && about.stage == SummaryStage::Running
                && about.electors.binary_search(&me).is_ok()
                && !about.said.contains_key(&me);
            waits.then_some((*motion, about))
        })
    }

    fn waiting(&self, motion: MotionId, about: &MotionAbout) -> Waiting {
        let (opened, deadline) = (about.opened, about.deadline);
        let told = self.local.reminded.get(&motion);
        // A new version has a new end.
        let told = told.filter(|(end, _)| *end == deadline).map(|(_, hours)| *hours);
        Waiting { opened, deadline, told }
    }

    /// When somebody here is to be reminded next, a day begins on which something is looked at again, or
    /// a word for somebody who comes back is due once more.
    fn next_reminder(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.waiting_for_me().map(|(motion, about)| self.waiting(motion, about));
        let reminders = waiting.filter_map(|one| one.next(now));
        let decisions = self.authority().decisions.iter();
        let days = decisions.filter_map(|decision| decision.terms.review).map(Date::start);
        let days = days.chain(self.words_due());
        let tomorrow = now.plus_ms(DAY_MS);
        // A day that begins later is looked for again until then.
        let days = days.filter(|day| *day > now).map(|day| day.min(tomorrow));
        reminders.chain(days).min()
    }

    /// Gives the reminders that are due. Nothing is looked through until a motion changed, or the
    /// next one's time has come.
    pub(super) fn remind(&mut self, core: &mut Core) {
        if self.remind_at.is_some_and(|at| at > core.now) {
            return;
        }
        if self.remind_at.is_some() {
            core.mark(ViewKey::Today(self.id));
            core.mark(ViewKey::Members(self.id));
            core.mark_motions(self.id);
        }
        self.count_stale();
        self.give_reminders(core);
        self.remind_at = Some(self.next_reminder(core.now).unwrap_or(Timestamp(u64::MAX)));
    }

    fn give_reminders(&mut self, core: &mut Core) {
        let due = self.waiting_for_me().filter_map(|(motion, about)| {
            let hours = self.waiting(motion, about).due(core.now)?;
            let (title, deadline) = (about.title.clone(), about.deadline);
            Some((hours, Reminder { community: self.id, motion, title, deadline }))
        });
        let due: Vec<(u32, Reminder)> = due.collect();
        if due.is_empty() {
            return;
        }
        for (hours, reminder) in due {
            self.local.reminded.insert(reminder.motion, (reminder.deadline, hours));
            core.effects.push(Effect::TellAll { message: FromEngine::Remind(reminder) });
        }
        self.local.reminded.retain(|_, (end, _)| *end > core.now);
        self.store_local(core);
    }
}
