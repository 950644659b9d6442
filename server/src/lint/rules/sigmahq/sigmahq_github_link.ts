import { textEntries } from '../../listed-entries.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqGithubLink = defineSigmahqRule({
  id: 'sigmahq_github_link',
  severity: 'medium',
  summary: 'A link to a branch on GitHub.',
  visit: {
    any(rule, { profile, report }) {
      for (const { value, span } of textEntries(rule, 'references', profile))
        if (/^https:\/\/github.com\/.*\.\w{1,3}\n?$/.test(value) && !/^.*\/[0-9a-z]{40}\/.*/.test(value))
          report({
            span,
            message:
              "This link leads to what a file holds at the moment. Link to a commit: open the file on GitHub and press 'y'.",
          });
    },
  },
});
