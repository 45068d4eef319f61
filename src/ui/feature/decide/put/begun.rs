//! What the form of a motion begins with: the parts of an effect, times in their larger unit, and under
//! which name a draft is kept.

use crate::clock::{DAY_MS, Timestamp};
use crate::id::{MemberId, PageId};
use crate::message::model::MotionView;
use crate::message::motion::{MotionEffect, Rules};
use crate::ui::feature::decide::put::fields::{Origin, Unit};

/// Where a draft is kept; each topic and each page has its own, and each decision that is looked at again.
pub fn draft_name(what: &str, origin: &Origin) -> String {
    match origin {
        Origin::New | Origin::Amend(..) => what.to_owned(),
        Origin::Thread(thread) => format!("{what}-{thread}"),
        Origin::Page(page) => format!("{what}-{page}"),
        Origin::Again(motion, _) => format!("{what}-{motion}"),
    }
}

/// The page that it was written on together.
pub fn written_on(origin: &Origin) -> Option<PageId> {
    match origin {
        Origin::Page(page) => Some(*page),
        Origin::Amend(_, view) => view.page,
        Origin::New | Origin::Thread(_) | Origin::Again(..) => None,
    }
}

pub type Parts = (Option<PageId>, Option<MemberId>, String, Option<Rules>);

pub fn parts_of(effect: &MotionEffect) -> Parts {
    match effect {
        MotionEffect::Statement | MotionEffect::Money { .. } => (None, None, String::new(), None),
        MotionEffect::AdoptPage { page } => (Some(*page), None, String::new(), None),
        MotionEffect::GiveRole { member, role } | MotionEffect::EndRole { member, role } => {
            (None, Some(*member), role.clone(), None)
        }
        MotionEffect::AdmitMember { member, .. }
        | MotionEffect::ConfirmMember { member }
        | MotionEffect::RemoveMember { member } => (None, Some(*member), String::new(), None),
        MotionEffect::SetRules { rules } => (None, None, String::new(), Some(*rules)),
    }
}

/// How many days from now a trial would still last.
pub fn trial_days(effect: &MotionEffect, now: Timestamp) -> String {
    if let MotionEffect::AdmitMember { trial_until: Some(until), .. } = effect {
        until.since_ms(now).div_ceil(DAY_MS).to_string()
    } else {
        String::new()
    }
}

pub fn open_hours(view: &MotionView) -> u32 {
    let ms = view.card.deadline.since_ms(view.card.opened);
    u32::try_from(ms / crate::clock::HOUR_MS).unwrap_or(u32::MAX)
}

/// A time in the larger unit where that says it whole.
pub fn time_of(hours: u32) -> (String, Unit) {
    let unit = if hours.is_multiple_of(24) { Unit::Days } else { Unit::Hours };
    ((hours / unit.hours()).to_string(), unit)
}
