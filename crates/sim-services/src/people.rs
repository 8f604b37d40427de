//! What people do: begin runs, do tasks, decide about exceptions, cancel; each under an id, again where no answer came.

use baton_engine::CancelHow;
use baton_engine::state::{RunState, TaskRecord, TaskState};
use baton_runtime::ask::ResolveHow;
use baton_runtime::{Ask, Caller, Filled, Request, SentEvent};
use baton_sim::simulate::filled;
use baton_store::Store;
use serde_json::json;

use crate::Stop;
use crate::office::Office;

impl Office {
    /// Somebody does something.
    pub fn somebody(&mut self) -> Result<(), Stop> {
        match self.random.below(100) {
            0..=14 => self.begin_run(),
            15..=69 => self.do_task(),
            70..=79 => self.resolve(),
            80..=81 => self.cancel(),
            _ => {
                self.send_event();
                Ok(())
            }
        }
    }

    /// Sends a command under a new id.
    pub fn send(&mut self, caller: Caller, ask: Ask) -> Result<(), Stop> {
        self.sent += 1;
        let key = Some(format!("c-{}", self.sent));
        self.send_again(&Request { caller, key, if_match: None, ask })
    }

    /// Sends a command; one that nobody answered is kept, to be sent once more. What was answered is answered the same again.
    pub fn send_again(&mut self, request: &Request) -> Result<(), Stop> {
        let done = self.handle.submit_blocking(request.clone());
        self.told.push(format!("{} {:?}: {}", request.key.as_deref().unwrap_or("-"), request.ask, said(&done)));
        match done {
            Ok(answer) => self.checks.acknowledged(request, answer, self.hands.wall_us())?,
            Err(refused) if refused.is_passing() || refused.code.starts_with("store.") => {
                self.checks.unanswered.push(request.clone());
            }
            Err(_) => return Ok(()),
        }
        if self.random.percent(10) && !self.faults.has_ended() {
            self.repeat(request)?;
        }
        Ok(())
    }

    /// Sends once more what was acknowledged: the answer is the first one.
    pub fn repeat(&mut self, request: &Request) -> Result<(), Stop> {
        let again = self.handle.submit_blocking(request.clone());
        self.checks.repeated(request, &again)
    }

    pub fn begin_run(&mut self) -> Result<(), Stop> {
        let workflow = if self.random.percent(85) { "any" } else { "other" };
        let mut values = Filled::new();
        let compiled = self.compiled_by_name(workflow)?;
        let Some(compiled) = compiled else { return Ok(()) };
        let Some(start) = compiled.workflow.start.first() else { return Ok(()) };
        for field in start.gives.iter().map(|given| given.field.clone()) {
            let nth = self.random.below(60);
            values.insert(field.clone(), filled(&field, nth));
        }
        let who = self.person("ana");
        self.send(who, Ask::StartRun { workflow: workflow.to_owned(), start: None, values })
    }

    fn do_task(&mut self) -> Result<(), Stop> {
        let Some(state) = self.some_run()? else { return Ok(()) };
        let tasks: Vec<&TaskRecord> = state.open_tasks().collect();
        let Some(task) = self.pick(&tasks) else { return Ok(()) };
        let people = task.people();
        let Some(who) = self.pick(&people).map(Caller::person) else { return Ok(()) };
        let key = format!("{}.{}", state.key, task.task);
        if task.to_accept {
            return self.send(who, Ask::AcceptTask { task: key, checked: Vec::new() });
        }
        if task.state == TaskState::Offered || self.random.percent(15) {
            return self.send(who, Ask::ClaimTask { task: key });
        }
        let Some(compiled) = self.compiled_of(&state)? else { return Ok(()) };
        let Some(step) = compiled.workflow.step(&task.step) else { return Ok(()) };
        let choices: Vec<String> = step.choices().map(|all| all.keys().cloned().collect()).unwrap_or_default();
        let choice = self.pick(&choices);
        let nth = self.random.below(60);
        let values = step.gives.iter().map(|given| (given.field.clone(), filled(&given.field, nth))).collect();
        let comment = Some("As it is".to_owned());
        self.send(who, Ask::CompleteTask { task: key, choice, values, comment, seen: None, checked: Vec::new() })
    }

    fn resolve(&mut self) -> Result<(), Stop> {
        let Some(state) = self.some_run()? else { return Ok(()) };
        let Some(open) = state.open_exceptions().next() else { return Ok(()) };
        let (exception, root) = (format!("{}!{}", state.key, open.exception), self.person("root"));
        let reason = Some("It has to go on".to_owned());
        match self.random.below(3) {
            0 => self.send(root, Ask::RetryException { exception }),
            1 => self.send(root, Ask::ResolveException { exception, how: ResolveHow::Skip, reason }),
            _ => {
                let how = ResolveHow::Change([("size".to_owned(), json!(5))].into_iter().collect());
                self.send(root, Ask::ResolveException { exception, how, reason })
            }
        }
    }

    fn cancel(&mut self) -> Result<(), Stop> {
        let Some(state) = self.some_run()? else { return Ok(()) };
        let (run, reason, root) = (state.key.to_string(), "Not needed".to_owned(), self.person("root"));
        self.send(root, Ask::CancelRun { run, reason, how: CancelHow::default() })
    }

    /// Something from outside: news, or what begins a run. It is sent until it is taken, under one id.
    fn send_event(&mut self) {
        let (name, size) = (if self.random.percent(80) { "news" } else { "began" }, self.random.below(10));
        let key = [Some("a"), Some("b"), None][self.random.below(3) as usize].map(str::to_owned);
        self.sent += 1;
        let rows = json!([{ "n": 1 }, { "n": 2 }, { "n": 3 }]);
        let typed =
            json!({ "size": size, "rows": rows, "note": "b", "colour": "red", "day": "2026-11-04", "urgent": true });
        let sent = SentEvent { name: name.to_owned(), key, body: typed, id: Some(format!("e-{}", self.sent)) };
        let done = self.handle.send_event(&self.person("root"), sent.clone());
        self.told.push(format!("{name} {:?}: {:?}", sent.key, done.as_ref().err().map(|refused| refused.code)));
        if done.is_err() || self.random.percent(10) {
            self.checks.events.push(sent);
        }
    }

    /// A run that goes on.
    fn some_run(&mut self) -> Result<Option<RunState>, Stop> {
        let all: Vec<i64> = self.running()?;
        let Some(run) = self.pick(&all) else { return Ok(None) };
        let reader = self.store.reader()?;
        let Some(row) = reader.run(run)? else { return Ok(None) };
        // Where it cannot be read just now, nobody sees it.
        let state = self.handle.core().run_state(reader.as_ref(), &row).ok().flatten();
        Ok(state.map(|state| (*state).clone()))
    }

    /// One of them.
    pub fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        let nth = self.random.below(u32::try_from(all.len()).unwrap_or(u32::MAX)) as usize;
        all.get(nth).cloned()
    }
}

fn said(done: &baton_runtime::Done) -> String {
    match done {
        Ok(answer) => format!("entry {}", answer.entry),
        Err(refused) => refused.code.to_owned(),
    }
}
