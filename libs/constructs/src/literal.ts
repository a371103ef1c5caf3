/**
 * Text that Terraform must take as it is: a person's `${` or `%{` would start an interpolation or a
 * directive. https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literal(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}
