/** What the till and the server say to each other. Money in minor units, quantities in thousandths. */
export interface Store {
  id: number;
  name: string;
  address: string;
}

export interface State {
  staff: number;
  staff_name: string;
  business: string;
  registered?: string[]; // pages kept by an older till have none
  stores: Store[];
  currency: string;
  digits: number;
  now: string;
  zone: string;
  point_value_minor: number;
  points_name: string;
  payment_methods?: string[]; // pages kept by an older till have none
  offline_points: number;
  offline_voucher_minor: number;
  remembered: number;
  kept_days: number;
}

export interface Found {
  customer: number;
  name: string;
  phone: string;
  member: boolean;
  exact: boolean;
}

export interface Goods {
  code: string;
  name: string;
  unit_minor: number | null;
}

export interface Greeting {
  customer: number;
  name: string;
  phone: string;
  member: boolean;
  tier: string;
  available: number;
  pending: number;
  owed: number;
  expiring: { on: string; points: number }[];
  birthday_in: number | null;
  usual: { code: string; name: string; times: number; unit_minor: number }[];
  vouchers: { code: string; name: string; until: string | null }[];
  complaints?: { topic: string; on: string }[];
  /** Set where nobody could be asked: when these facts were true. */
  asOf?: number;
}

export interface Rule {
  name: string;
  points: number;
  fired: boolean;
  reasons: string[];
}

/** A better price for some lines, by their numbers, and what it takes off each of them. */
export interface Price {
  key: string;
  name: string;
  applies: boolean;
  percent_off: number;
  lines: number[];
  off_minor: number[];
  reason: string;
}

export interface Receipt {
  receipt: string;
  customer: number | null;
  member: boolean;
  at: string;
  amount_minor: number;
  due_minor: number;
  points_earned: number;
  points_redeemed: number;
  redeemed_minor: number;
  vouchers_minor: number;
  prices_minor?: number; // answers kept by an older page have none
  pending_until: string | null;
  expires_at: string | null;
  standing: { available: number; pending: number; owed: number };
  tier: { name: string; is_new: boolean; reasons: string[] } | null;
  rules: Rule[];
  prices: Price[];
  vouchers_issued: { kind: string; code: string; until: string | null }[];
  vouchers_used: string[];
  sentences: string[];
  /** Where the receipt asks how it was: the address, and its QR code as SVG. */
  survey?: { address: string; code: string } | null;
}

export interface Spend {
  available: number;
  most: number;
  value_minor: number;
}

export interface Quote {
  quote: Receipt;
  spend: Spend;
}

export interface Line {
  product: string;
  name: string;
  quantity_milli: number;
  unit_minor: number;
}

export interface Enrolment {
  phone: string;
  name: string;
  consent: boolean;
}

export interface SaidLine {
  product: string;
  name: string;
  quantity_milli: number;
  amount_minor: number;
  /** The price of the programme it is sold at, and what that still takes off the amount. */
  price?: string;
  price_off_minor?: number;
}

export interface SaidSale {
  store: number;
  at: string;
  customer: number | null;
  lines: SaidLine[];
  redeem_points: number;
  vouchers: string[];
  payment_methods: string[];
  device: string;
}

export interface FinishedSale extends SaidSale {
  key: string;
  receipt: string;
  staff_name: string;
  was_offline: boolean;
  was_quoted: boolean;
}

/** A sale as this device keeps it until, and a while after, the server has it. */
export interface KeptSale {
  key: string;
  order: number;
  state: "waiting" | "sent" | "refused";
  sale: FinishedSale;
  enrol: Enrolment | null;
  customerName: string;
  redeemedMinor: number;
  vouchersMinor: number;
  problem: string;
  answer: Receipt | null;
}

/** A voucher this till alone may use until `expires_at`, as plainly as a script can judge it. */
export interface Held {
  code: string;
  name: string;
  customer: number | null;
  until: string | null;
  expires_at: string;
  percent: number;
  amount_minor: number;
  cap_minor: number | null;
  minimum_minor: number;
  weekdays: number[];
  hours: string[];
}

/** What this device knows of a voucher for a time without a line; one it gives back stays until the server has heard. */
export interface KeptVoucher {
  code: string;
  state: "held" | "refused" | "going_back";
  store: number;
  staff: number;
  at: number;
  /** For whom it was asked. */
  customer: number | null;
  held: Held | null;
  why: string;
  isAsked: boolean;
}

export interface Claim {
  code: string;
  reward: string;
  points: number;
  price_minor: number;
  state: string;
  can_be_had: boolean;
  expires_at: string;
  voucher: string;
}

export interface Remembered {
  customer: number;
  name: string;
  lastDigits: string;
  member: boolean;
  tier: string;
  available: number;
  at: number;
}

export interface ReturnableReceipt {
  receipt: string;
  bought_at: string;
  bought_on: string;
  customer: string;
  amount_minor: number;
  lines: { line: number; name: string; quantity_milli: number; left_milli: number; amount_minor: number }[];
}

export interface Refund {
  receipt: string;
  amount_minor: number;
  refund_minor: number;
  points_taken: number;
  points_owed: number;
  points_restored: number;
  standing: { available: number; pending: number; owed: number };
  sentences: string[];
  member: boolean;
}
