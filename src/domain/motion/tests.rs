//! Motions folded from facts in any order, by members who may lie.

mod counts;
mod cutting;
mod renewing;
mod scene;
mod sealing;
