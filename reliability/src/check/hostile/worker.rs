//! Reads hostile definitions and evaluates hostile expressions, in a process of its own: what would end the process, such as
//! a stack that is full, ends this one, and the number in its file says which input it was.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use baton_feel::{Env, Limits, Lookup, Scope, Type, Value, compile, compile_output, compile_unary};

use baton_model::definition::Definition;

use super::corpus::Corpus;
use baton_bench::process;

/// What the command line calls this.
pub const NAME: &str = "hostile-texts";
/// How much work one input may make; a development build takes about ten times as long.
const WORK_MS_MAX: f64 = if cfg!(debug_assertions) { 10_000.0 } else { 1_000.0 };
/// When an input counts as one that never ends.
const ENDLESS: Duration = Duration::from_mins(1);
/// What a server's thread has.
const STACK_BYTES: usize = 2 << 20;

/// Where the number of the input that is worked on stands: -1 for none.
static AT: AtomicU64 = AtomicU64::new(0);

/// `hostile-texts SEED FROM TO STEP FILE`: works on each `STEP`-th input, prints each that is wrong.
pub fn main(arguments: &[String]) -> anyhow::Result<()> {
    let [seed, from, to, step, file] = arguments else { anyhow::bail!("five arguments are expected") };
    let (seed, from, to): (u64, u64, u64) = (seed.parse()?, from.parse()?, to.parse()?);
    let step: usize = step.parse()?;
    let at = File::create(PathBuf::from(file)).context("cannot make the file for the number")?;
    std::panic::set_hook(Box::new(|_| {}));
    let (_working, over) = channel();
    std::thread::spawn(move || watch(&over));
    let work = move || -> anyhow::Result<()> {
        let corpus = Corpus::read()?;
        for n in (from..to).step_by(step) {
            at.write_all_at(&n.to_le_bytes(), 0)?;
            AT.store(n, Ordering::Relaxed);
            for wrong in try_one(&corpus, seed, n) {
                println!("input {n}: {wrong}: {}", shown(&input(&corpus, seed, n)));
            }
        }
        Ok(())
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work)?;
    thread.join().map_err(|_| anyhow::anyhow!("the work ended in a panic"))??;
    println!("peak {}", process::memory(std::process::id())?.1);
    Ok(())
}

/// The `n`-th input: every second one an expression.
pub fn input(corpus: &Corpus, seed: u64, n: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(n));
    if is_expression(n) { corpus.expression(&mut random) } else { corpus.definition(&mut random) }
}

fn is_expression(n: u64) -> bool {
    n % 4 < 2
}

/// The beginning of a text, on one line.
pub fn shown(text: &str) -> String {
    format!("{:?}", text.chars().take(600).collect::<String>())
}

fn try_one(corpus: &Corpus, seed: u64, n: u64) -> Vec<String> {
    let text = input(corpus, seed, n);
    let work = || if is_expression(n) { expression(&text) } else { definition(&text) };
    let mut wrong = Vec::new();
    let began = Instant::now();
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(said) => wrong.extend(said),
        Err(panic) => wrong.push(format!("a panic: {}", words_of(panic.as_ref()))),
    }
    // A machine that is busy with other things is not what is measured: only work of this process counts.
    if began.elapsed().as_secs_f64() * 1_000.0 > WORK_MS_MAX && wrong.is_empty() {
        let before = process::cpu_ms(std::process::id()).unwrap_or(0.0);
        let _same = work();
        let took = process::cpu_ms(std::process::id()).unwrap_or(0.0) - before;
        if took > WORK_MS_MAX {
            wrong.push(format!("{took:.0} ms of work"));
        }
    }
    wrong
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

/// Looks each second, until the work is over, whether it gets on.
fn watch(over: &Receiver<()>) {
    let (mut last, mut since) = (u64::MAX, Instant::now());
    while over.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
        let now = AT.load(Ordering::Relaxed);
        if now != last {
            (last, since) = (now, Instant::now());
        } else if since.elapsed() > ENDLESS {
            println!("input {now}: does not end");
            std::process::exit(3);
        }
    }
}

/// Everything that is done with a text before anybody may publish it. What is wrong in it is told, never thrown.
fn definition(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let checked = baton_model::read(text);
    for fault in &checked.faults {
        if fault.render(text).is_empty() || fault.line == 0 || fault.column == 0 {
            wrong.push(format!("a fault without a place: {fault:?}"));
        }
    }
    if let Some(definition) = &checked.definition {
        baton_model::outline(definition);
    }
    baton_model::publishable(&checked);
    baton_model::with_ids(text);
    if let Ok(once) = baton_model::fmt(text)
        && baton_model::fmt(&once).as_ref() != Ok(&once)
    {
        wrong.push("formatted twice it is not as formatted once".to_owned());
    }
    let runs =
        matches!(checked.definition, Some(Definition::Workflow(_) | Definition::Process(_))) && !checked.has_errors();
    if checked.compile().is_ok() != runs {
        wrong.push("a text without errors does not compile, or one with errors does".to_owned());
    }
    wrong
}

struct Names;

impl Lookup for Names {
    fn get(&self, name: &str) -> Option<Value> {
        Some(match name {
            "amount" => Value::from(1200),
            "priority" => Value::text("high"),
            "urgent" => Value::Boolean(true),
            "rows" => Value::list((0..50).map(|n| Value::context([("price", Value::from(n))]))),
            "anything" => Value::context([("a", Value::context([("b", Value::from(5))]))]),
            _ => return None,
        })
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }
}

fn scope() -> Scope {
    let row = Type::Context(vec![("price".into(), Type::Number)]);
    let scope = Scope::new().with("amount", Type::Number).with("urgent", Type::Boolean).with("day", Type::Date);
    let scope = scope.with("priority", Type::Text).with("manager", Type::Person).with("nothing", Type::Number);
    scope.with("rows", Type::list_of(row)).with("anything", Type::Any).with_function("step", 1)
}

fn expression(text: &str) -> Vec<String> {
    let scope = scope();
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap_or(jiff::tz::TimeZone::UTC);
    let now = jiff::Timestamp::from_second(1_772_443_800).unwrap_or_default();
    let env = Env { lookup: &Names, now, zone: &zone, calendar: None, limits: Limits::default() };
    let mut wrong = Vec::new();
    match compile(text, &scope) {
        Ok(program) => {
            let outcome = program.eval(&env);
            // Functions are never equal, so it is what is said that must be the same.
            if program.eval(&env).value.to_string() != outcome.value.to_string() {
                wrong.push("evaluated twice it gives something else".to_owned());
            }
        }
        Err(faults) => {
            if faults.is_empty() || faults.iter().any(|fault| fault.shown_in(text).is_empty()) {
                wrong.push("it is refused without saying why".to_owned());
            }
        }
    }
    if let Ok(cell) = compile_unary(text, &Type::Number, &scope) {
        cell.test(&Value::from(7), &env);
    }
    if let Ok(cell) = compile_output(text, &Type::Text, &scope) {
        cell.eval(&env);
    }
    wrong
}
