//! Played in one thread by seed, the runtime's services keep what they promise.

mod services;
