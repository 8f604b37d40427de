import { expect, test } from 'vitest';
import { conditionText, labelled } from './condition';

const WORDS = {
  is: 'is', isNot: 'is not', atLeast: 'is at least', atMost: 'is at most', moreThan: 'is more than', lessThan: 'is less than',
  and: 'and', or: 'or', yes: 'yes', no: 'no',
};

const LABELS = {
  amount: 'Amount', check_level: 'Who checks it', urgent: 'Is it urgent?', 'document.verdict': 'Verdict', rows: 'Things',
  comment: 'What to say', days: 'How long', hours: 'Hours', day: 'Day', business: 'Which business', day2: 'The second day',
};

test.each([
  ['check_level = "cfo"', 'Who checks it is cfo'],
  ['check_level = "finance" or check_level = "cfo"', 'Who checks it is finance or cfo'],
  ['amount >= 1000 and amount < 10000', 'Amount is at least 1000 and Amount is less than 10000'],
  ['urgent = true', 'Is it urgent? is yes'],
  ['sum(rows.amount) > 3', 'sum(“Things”.amount) > 3'],
  ['document.verdict = "ok"', 'Verdict is ok'],
  ['some_thing.other_one = 3', 'some thing other one is 3'],
  ['a = 1 and b = 2 or c = 3', 'a = 1 and b = 2 or c = 3'],
  ['otherwise', 'otherwise'],
])('%s is said as %s', (source, said) => expect(conditionText(source, WORDS, LABELS)).toBe(said));

test.each([
  ['count(rows) > 2 and (amount > 5 or urgent)', 'count(“Things”) > 2 and (“Amount” > 5 or “Is it urgent?”)'],
  ['contains(check_level, "amount")', 'contains(“Who checks it”, "amount")'],
  ['amount(3) + amounts', 'amount(3) + amounts'],
  ['every d in rows satisfies document.verdict = "ok"', 'every d in “Things” satisfies “Verdict” = "ok"'],
  ['step("review").comment = comment', 'step("review").comment = “What to say”'],
  ['rows[1].amount > amount', '“Things”[1].amount > “Amount”'],
  ['count([1..amount]) = 1', 'count([1..“Amount”]) = 1'],
  ['days > 2 days and amount < 1.5 hours', '“How long” > 2 days and “Amount” < 1.5 hours'],
  ['business > 2 business days', '“Which business” > 2 business days'],
  ['day2 > 1 day', '“The second day” > 1 day'],
])('%s is written as %s', (source, said) => expect(labelled(source, LABELS)).toBe(said));
