//! A model that can be asked: files read and compiled, inputs by name, values with the reasons of nulls.

use super::compile::{self, Compiled, PartId, Role};
use super::fault::Fault;
use super::read;
use super::run::{Machine, Reason, Session};
use baton_feel::{Context, Env, Limits, Nothing, Value};
use std::sync::Arc;

/// A model.
#[derive(Debug, Clone)]
pub struct Model {
    compiled: Arc<Compiled>,
    faults: Vec<Fault>,
}

/// What is asked of a model.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The decision service or knowledge model that is asked; none for decisions alone.
    pub service: Option<&'a str>,
    /// The results that are wanted: decisions, or what the service gives.
    pub wanted: &'a [&'a str],
    /// The inputs by name.
    pub inputs: &'a Context,
}

/// The moment a model is asked at, and what it may use up.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// What `now()` and `today()` mean.
    pub now: jiff::Timestamp,
    /// The zone of `now()` and `today()`.
    pub zone: &'a jiff::tz::TimeZone,
    /// What each result may use up.
    pub limits: Limits,
}

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its value.
    pub value: Value,
    /// Why something in it became null.
    pub reasons: Vec<Reason>,
}

impl Model {
    /// Reads the main file and those it imports, in any order.
    pub fn read(main: &str, others: &[&str]) -> Result<Self, Fault> {
        let mut files = Vec::new();
        let mut faults = Vec::new();
        for text in std::iter::once(&main).chain(others) {
            let (file, found) = read::read(text)?;
            files.push(file);
            faults.extend(found);
        }
        let (compiled, found) = compile::compile(&files);
        faults.extend(found);
        Ok(Self { compiled: Arc::new(compiled), faults })
    }

    /// What in it cannot be used; it is null with that reason.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The names of the decisions of the main file.
    pub fn decisions(&self) -> Vec<&str> {
        self.named(|role| matches!(role, Role::Decision(_)))
    }

    /// The names of the decision services of the main file.
    pub fn services(&self) -> Vec<&str> {
        self.named(|role| matches!(role, Role::Service(_)))
    }

    fn named(&self, wanted: impl Fn(&Role) -> bool) -> Vec<&str> {
        let main = self.compiled.parts.iter().filter(|part| part.file == 0 && wanted(&part.role));
        main.map(|part| &*part.name).collect()
    }

    /// The results that are asked for, in that order.
    pub fn evaluate(&self, ask: &Ask<'_>, at: &At<'_>) -> Vec<Answer> {
        ask.wanted.iter().map(|wanted| self.answer(wanted, ask, at)).collect()
    }

    fn answer(&self, wanted: &str, ask: &Ask<'_>, at: &At<'_>) -> Answer {
        let env = Env { lookup: &Nothing, now: at.now, zone: at.zone, calendar: None, limits: at.limits };
        let mut machine = Machine::new(&self.compiled, &env);
        let value = match ask.service {
            Some(service) => self.of_service(service, wanted, ask.inputs, &mut machine),
            None => match self.find(wanted, |role| matches!(role, Role::Decision(_) | Role::Service(_))) {
                Some(part) => {
                    let given = self.given(ask.inputs, &|given| given != part);
                    match self.compiled.parts[part].role {
                        Role::Service(_) => Session::new(&mut machine, given).service(part),
                        _ => Session::new(&mut machine, given).value(part),
                    }
                }
                None => machine.fault("dmn.not_found", 0, &[("name", wanted)]),
            },
        };
        Answer { value, reasons: machine.reasons }
    }

    /// What a service, or a knowledge model, gives for one of its results.
    fn of_service(&self, name: &str, wanted: &str, inputs: &Context, machine: &mut Machine<'_>) -> Value {
        let Some(part) = self.find(name, |role| matches!(role, Role::Service(_) | Role::Knowledge(_))) else {
            return machine.fault("dmn.not_found", 0, &[("name", name)]);
        };
        match &self.compiled.parts[part].role {
            Role::Knowledge(knowledge) => {
                let parameters = knowledge.lambda.iter().flat_map(|lambda| &lambda.parameters);
                let arguments: Vec<Value> =
                    parameters.map(|(name, _)| inputs.get(name).cloned().unwrap_or_default()).collect();
                machine.call_part(part, &arguments)
            }
            Role::Service(service) => {
                let given = service
                    .takes
                    .iter()
                    .map(|part| (*part, inputs.get(&self.compiled.parts[*part].name).cloned().unwrap_or_default()));
                let given = given.collect();
                let one = service.gives.iter().find(|part| &*self.compiled.parts[**part].name == wanted);
                match one {
                    Some(one) => Session::new(machine, given).value(*one),
                    None if wanted == name => Session::new(machine, given).service(part),
                    None => machine.fault("dmn.not_found", 0, &[("name", wanted)]),
                }
            }
            Role::Input | Role::Decision(_) => Value::Null,
        }
    }

    /// The part of that name: of the main file, else of an imported one, by its own name or after that of the import.
    fn find(&self, name: &str, wanted: impl Fn(&Role) -> bool) -> Option<PartId> {
        let parts = || self.compiled.parts.iter().enumerate().filter(|(_, part)| wanted(&part.role));
        let imported = |file: usize| {
            let imports = self.compiled.imports.iter();
            imports.filter(move |(_, other)| *other == file).map(|(name, _)| name.as_str())
        };
        let after = |(_, part): &(usize, &compile::Part)| {
            imported(part.file).any(|import| {
                name.strip_prefix(import)
                    .and_then(|rest| rest.strip_prefix('.'))
                    .is_some_and(|rest| rest == &*part.name)
            })
        };
        let main = parts().find(|(_, part)| part.file == 0 && &*part.name == name);
        main.or_else(|| parts().find(after)).or_else(|| parts().find(|(_, part)| &*part.name == name)).map(|(at, _)| at)
    }

    /// What is given for the parts of the model: inputs, and decisions whose value is known already.
    fn given(&self, inputs: &Context, wanted: &dyn Fn(PartId) -> bool) -> Vec<(PartId, Value)> {
        let parts = self.compiled.parts.iter().enumerate();
        let may = |part: &compile::Part| match part.role {
            Role::Input => true,
            Role::Decision(_) => part.file == 0,
            Role::Knowledge(_) | Role::Service(_) => false,
        };
        let given = parts.filter(|(at, part)| may(part) && wanted(*at));
        given.filter_map(|(at, part)| Some((at, self.input(inputs, part)?.clone()))).collect()
    }

    /// An input by its name, or in a context under the name of its import.
    fn input<'i>(&self, inputs: &'i Context, part: &compile::Part) -> Option<&'i Value> {
        let imports = self.compiled.imports.iter().filter(|(_, other)| *other == part.file && part.file != 0);
        let mut below = imports.filter_map(|(name, _)| inputs.get(name)?.as_context()?.get(&part.name));
        below.next().or_else(|| inputs.get(&part.name))
    }
}
