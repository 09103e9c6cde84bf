namespace Binnacle.Configuration;

/// <summary>Follows the interpolations of a value, and those of the values behind them.</summary>
internal sealed class InterpolationTrail(ResolutionContext context)
{
    private readonly List<InterpolationLink> _links = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The links in the order of the text, each followed by those behind it; a value met twice is followed once.</summary>
    public IReadOnlyList<InterpolationLink> Of(Place place)
    {
        Follow(place, 0);
        return _links;
    }

    private void Follow(Place owner, int depth)
    {
        if (owner.Node is ScalarNode { IsInterpolation: true } scalar && _seen.Add(owner.FullKey))
            Follow(new Evaluation(context).Parse(scalar, owner), owner, depth);
    }

    private void Follow(Expression expression, Place owner, int depth)
    {
        switch (expression)
        {
            case Expression.Text text:
                Follow(text.Parts, owner, depth);
                break;
            case Expression.List list:
                Follow(list.Items, owner, depth);
                break;
            case Expression.Map map:
                Follow(map.Entries.Select(entry => entry.Value), owner, depth);
                break;
            case Expression.Reference reference:
                Place? target = Tried(() => new Evaluation(context).TargetOf(reference, owner));
                _links.Add(new(depth, reference.Source, target?.FullKey, target?.Node));
                Follow(reference.Key, owner, depth + 1);
                if (target is not null)
                    Follow(target, depth + 1);
                break;
            case Expression.Call call:
                _links.Add(new(depth, call.Source, null, Tried(() => new Evaluation(context).Evaluate(call, owner).Node)));
                Follow(call.Arguments, owner, depth + 1);
                break;
        }
    }

    private void Follow(IEnumerable<Expression> parts, Place owner, int depth)
    {
        foreach (Expression part in parts)
            Follow(part, owner, depth);
    }

    private static T? Tried<T>(Func<T?> find)
        where T : class
    {
        try
        {
            return find();
        }
        catch (ConfigException)
        {
            return null;
        }
    }
}
