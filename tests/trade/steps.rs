//! What happens between the two while members come and go: letters are made, answered, handed over.

use phyle::message::economy::trade::{TradeAct, Way};

use super::setting::{Run, day, euro};

const LETTERS: u64 = 24;

/// Letters and answers of each side, as they were made.
type Both = [Vec<String>; 2];

/// A world after some letters, with everybody there again.
pub fn play(seed: u64) -> Run {
    let mut run = Run::begin(seed);
    let (mut letters, mut answers) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for _ in 0..LETTERS {
        run.step(&mut letters, &mut answers);
    }
    // At least one that both book.
    run.make(0, &mut letters);
    if let Some(letter) = letters[0].last().cloned() {
        run.answer(1, letter, &mut answers);
    }
    run.end(&answers);
    run
}

impl Run {
    fn step(&mut self, letters: &mut Both, answers: &mut Both) {
        let number = self.world.random_below(2) as usize;
        let side = self.sides[number];
        match self.world.random_below(8) {
            0 => {
                let node = side.nodes[self.world.random_below(2) as usize];
                self.world.unplug(node);
            }
            1 => {
                let node = side.nodes[self.world.random_below(2) as usize];
                self.world.plug(node);
            }
            2 => {
                self.world.crash(side.nodes[0]);
                self.world.start(side.nodes[0]);
                self.world.run_ms(500);
            }
            3..=5 => self.make(number, letters),
            _ => {
                let count = letters[1 - number].len() as u64;
                if count > 0 {
                    // Some are tried twice.
                    let at = self.world.random_below(count) as usize;
                    let letter = letters[1 - number][at].clone();
                    self.answer(number, letter, answers);
                }
            }
        }
        let pause = self.world.random_below(1_500);
        self.world.run_ms(pause);
    }

    fn make(&mut self, number: usize, letters: &mut Both) {
        let (side, other) = (self.sides[number], self.sides[1 - number]);
        let units = 1 + self.world.random_below(6_000) as i64;
        let (way, account) = match self.world.random_below(2) {
            0 => (Way::Gave, "income:beans"),
            _ => (Way::Got, "expenses:beans"),
        };
        let act = TradeAct::Send {
            partner: other.community,
            way,
            money: euro(units),
            what: "Beans; of the good kind".to_owned(),
            date: day(),
            account: account.parse().expect("an account"),
        };
        match self.act_trade(side, act) {
            Ok(id) => letters[number].push(self.letter(side, id)),
            Err(fault) => assert_eq!(fault.code(), "trade-beyond-limit"),
        }
    }

    fn answer(&mut self, number: usize, letter: String, answers: &mut Both) {
        let side = self.sides[number];
        let account =
            (self.world.random_below(5) > 0).then(|| "expenses:beans".parse().expect("an account"));
        match self.act_trade(side, TradeAct::Answer { letter, account }) {
            Ok(id) => {
                let answer = self.letter(side, id);
                answers[number].push(answer);
            }
            Err(fault) => assert!(
                ["trade-beyond-limit", "trade-taken-already"].contains(&fault.code()),
                "{fault:?}"
            ),
        }
    }

    /// Everybody is there again, and every answer is handed over.
    fn end(&mut self, answers: &Both) {
        for side in self.sides {
            for node in side.nodes {
                self.world.plug(node);
            }
        }
        for (number, all) in answers.iter().enumerate() {
            let maker = self.sides[1 - number];
            for letter in all {
                let act = TradeAct::TakeReceipt { letter: letter.clone() };
                self.act_trade(maker, act.clone()).expect("their answer");
                let again = self.act_trade(maker, act).expect_err("it counts once");
                assert_eq!(again.code(), "trade-taken-already");
            }
        }
        self.world.run_ms(60_000);
        for side in self.sides {
            self.wait_same(side);
        }
    }
}
