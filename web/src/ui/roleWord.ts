const ROLES = ['administrator', 'designer', 'member', 'auditor'] as const;
export type RoleName = (typeof ROLES)[number];

/** The catalogue's key for a role in the workspace. */
export function roleWord(role: string): `role.${RoleName}` {
  return `role.${ROLES.find((one) => one === role) ?? 'member'}`;
}

export { ROLES };
