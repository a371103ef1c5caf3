/** How to get the tools that do not come with `npm ci`. */
export const install = {
  terraform:
    'install the version in .terraform-version: https://developer.hashicorp.com/terraform/install',
  docker: 'install Docker with buildx: https://docs.docker.com/engine/install/',
  git: 'install git: https://git-scm.com/downloads',
  npm: 'install Node.js with npm: https://nodejs.org/en/download',
} as const;
