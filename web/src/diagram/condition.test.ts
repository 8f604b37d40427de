import { expect, test } from 'vitest';
import { conditionText } from './condition';

const WORDS = {
  is: 'is', isNot: 'is not', atLeast: 'is at least', atMost: 'is at most', moreThan: 'is more than', lessThan: 'is less than',
  and: 'and', or: 'or', yes: 'yes', no: 'no',
};

test.each([
  ['check_level = "cfo"', 'check level is cfo'],
  ['check_level = "finance" or check_level = "cfo"', 'check level is finance or cfo'],
  ['amount >= 1000 and amount < 10000', 'amount is at least 1000 and amount is less than 10000'],
  ['urgent = true', 'urgent is yes'],
  ['sum(rows.amount) > 3', 'sum(rows.amount) > 3'],
  ['a = 1 and b = 2 or c = 3', 'a = 1 and b = 2 or c = 3'],
  ['otherwise', 'otherwise'],
])('%s is said as %s', (source, said) => expect(conditionText(source, WORDS)).toBe(said));
