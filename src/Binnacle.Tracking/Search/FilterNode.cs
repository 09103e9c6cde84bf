namespace Binnacle.Tracking;

/// <summary>A condition. Null stands for "unknown": a comparison with a missing field, which matches neither plain nor negated.</summary>
internal abstract record FilterNode
{
    /// <param name="field">Gives the value of a field.</param>
    public abstract bool? Test(Func<FilterKey, FieldValue> field);
}

/// <summary>Holds when every part does.</summary>
internal sealed record AndNode(IReadOnlyList<FilterNode> Parts) : FilterNode
{
    public override bool? Test(Func<FilterKey, FieldValue> field)
    {
        bool? result = true;
        foreach (FilterNode part in Parts)
        {
            bool? test = part.Test(field);
            if (test == false)
                return false;
            result &= test;
        }

        return result;
    }
}

/// <summary>Holds when some part does.</summary>
internal sealed record OrNode(IReadOnlyList<FilterNode> Parts) : FilterNode
{
    public override bool? Test(Func<FilterKey, FieldValue> field)
    {
        bool? result = false;
        foreach (FilterNode part in Parts)
        {
            bool? test = part.Test(field);
            if (test == true)
                return true;
            result |= test;
        }

        return result;
    }
}

/// <summary>Holds when its part does not.</summary>
internal sealed record NotNode(FilterNode Part) : FilterNode
{
    public override bool? Test(Func<FilterKey, FieldValue> field) => !Part.Test(field);
}
