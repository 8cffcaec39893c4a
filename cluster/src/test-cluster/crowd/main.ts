// Runs inside the cluster, in a pod of its own that outlives those it asks, with nothing but Node: people who order, pay and cancel until
// SIGUSR2 tells them to leave. Then looks whether every promise was kept, and prints the report as its last line.

import { Ledger } from './ledger.ts';
import { shop } from './shopper.ts';
import { verify } from './verify.ts';

const {
  GATEWAY_URL: gatewayUrl = 'http://api-gateway',
  PEOPLE: people = '4',
  PAUSE_MILLISECONDS: pause = '200',
} = process.env;
const tellEveryMilliseconds = 5_000;

const ledger = new Ledger();
let over = false;
process.on('SIGUSR2', () => {
  over = true;
});
process.on('SIGTERM', () => process.exit(1));

const tell = setInterval(() => {
  const { orders, paid, cancelled } = ledger.report();
  process.stdout.write(`${new Date().toISOString()} ${orders} orders, ${paid} paid, ${cancelled} cancelled\n`);
}, tellEveryMilliseconds);

const mall = { gatewayUrl, ledger, pauseMilliseconds: Number(pause), isOver: () => over };
const stays = await Promise.allSettled(Array.from({ length: Number(people) }, () => shop(mall)));
const ends = [...stays, ...(await Promise.allSettled([verify(gatewayUrl, ledger)]))];
for (const end of ends) if (end.status === 'rejected') ledger.broken.push(String(end.reason));
clearInterval(tell);
process.stdout.write(`${JSON.stringify(ledger.report())}\n`);
