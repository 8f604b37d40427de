import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './CountTabs.module.css';

type Tab<Name extends string> = { value: Name; label: string; count?: number | undefined };
type CountTabsProps<Name extends string> = {
  label: string;
  value: Name;
  tabs: Tab<Name>[];
  onChange: (value: Name) => void;
  children?: ReactNode;
};

/** Two digits at most, so that the tabs beside it keep their place. */
const COUNT_MAX = 99;
const count = (all: number) => (all > COUNT_MAX ? `${COUNT_MAX}+` : all);

/** Tabs with a count each. The panel of the chosen one is `children`. */
export function CountTabs<Name extends string>({ label, value, tabs, onChange, children }: CountTabsProps<Name>) {
  return (
    <Tabs value={value} onChange={(next) => next && onChange(next as Name)} keepMounted={false} classNames={{ tab: classes.tab }}>
      <Tabs.List aria-label={label} className={classes.list}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value}>
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && <span className={classes.count}>{count(tab.count)}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => <Tabs.Panel key={tab.value} value={tab.value}>{tab.value === value ? children : null}</Tabs.Panel>)}
    </Tabs>
  );
}
