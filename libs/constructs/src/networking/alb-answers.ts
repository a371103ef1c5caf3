/** Path that the ALB itself answers, for the NLB's health check. */
export const albHealthPath = '/_alb/health';

/** Priority of the rule that answers it: before every service's. */
export const albHealthPriority = 1;

/** Body of the listener's default answer, 404. */
export const noServiceBody = '{"message":"no service"}';
