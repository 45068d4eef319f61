//! One motion on its way from its opening to its seal.

use super::*;

/// A motion on its way.
pub(super) struct Vote {
    pub(super) name: MotionId,
    pub(super) version: CommandId,
    pub(super) electors: Vec<usize>,
    /// From then on it may be sealed.
    pub(super) over: Timestamp,
    pub(super) at: Timestamp,
    pub(super) replica: Replica,
    pub(super) model: MotionModel,
    /// Of the charter as its proposer knew it.
    pub(super) polity: Polity,
}

impl Vote {
    pub(super) fn write(&mut self, key: &SoftwareKey, id: CommandId, body: FactBody) {
        self.at = self.at.plus_ms(1_000);
        let fact = Fact { at: self.at, body };
        let nobody = actor(&DeviceKey([0; 32]));
        let nothing = Replica::new(self.replica.document(), self.replica.community(), nobody);
        let replica = std::mem::replace(&mut self.replica, nothing);
        self.replica = put(replica, key, id, &fact);
    }

    pub(super) fn grounded<T>(
        &mut self,
        act: impl FnOnce(&mut MotionModel, &Ground<'_>) -> T,
    ) -> T {
        let polity = Arc::new(self.polity.clone());
        let ground = Ground {
            digest: sign::sha256,
            polity: &|_| Some(Arc::clone(&polity)),
            accepts: &|_, _, _| true,
            furthest: &|_| Seen::default(),
        };
        act(&mut self.model, &ground)
    }

    /// Folds what is new.
    pub(super) fn look(&mut self) {
        let replica = self.replica.clone();
        self.grounded(|model, ground| {
            for entry in replica.facts() {
                let fact = Fact::from_json(entry.json).expect("a fact");
                let parents = replica.parents_of(&entry.change);
                let digest = sign::sha256(entry.json.as_bytes());
                let by = (member_of(&entry.device), entry.device);
                model.take((entry.id, entry.change), by, &parents, fact, digest);
            }
            model.refold(ground);
        });
    }

    /// What the teller's program would seal.
    pub(super) fn seal(&mut self, teller: MemberId) -> FactBody {
        self.look();
        let moment = Moment { now: self.at, awake_since: Timestamp(0) };
        let duty =
            self.grounded(|model, ground| model.motion.duty(teller, moment, model.facts(), ground));
        let Some(Duty::Write(body)) = duty else { panic!("nothing to seal: {duty:?}") };
        *body
    }
}
